-- What was bought of a model: each answer once, with what it used and who paid.

CREATE TABLE "model_answer" (
    "request_key" BYTEA NOT NULL,
    "stage" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "stop" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "cache_write_tokens" INTEGER NOT NULL,
    "cache_read_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "micro_usd" BIGINT NOT NULL,
    "run_id" INTEGER,
    "answered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_answer_pkey" PRIMARY KEY ("request_key")
);

CREATE INDEX "model_answer_run_id_stage_idx" ON "model_answer"("run_id", "stage") INCLUDE ("micro_usd");

ALTER TABLE "model_answer" ADD CONSTRAINT "model_answer_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    ADD CHECK (stage IN ('describe', 'choose', 'repair')), ADD CHECK (stop IN ('end', 'cut_off', 'refusal', 'rejected')),
    ADD CHECK (octet_length(request_key) = 32), ADD CHECK (micro_usd >= 0);

-- A batch is written down before it is made: one whose making was not confirmed is found again by its requests.
CREATE TABLE "model_batch" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "shard" INTEGER NOT NULL,
    "keys" TEXT[] NOT NULL,
    "batch_id" TEXT,
    "ending" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_batch_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "model_batch_batch_id_key" ON "model_batch"("batch_id");
CREATE INDEX "model_batch_run_id_shard_idx" ON "model_batch"("run_id", "shard");

ALTER TABLE "model_batch" ADD CONSTRAINT "model_batch_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    ADD CHECK (ending IN ('collected', 'fruitless', 'lost', 'refused'));

-- Money that a shard has set aside for calls that are not answered yet.
CREATE TABLE "budget_reservation" (
    "run_id" INTEGER NOT NULL,
    "shard" INTEGER NOT NULL,
    "micro_usd" BIGINT NOT NULL,

    CONSTRAINT "budget_reservation_pkey" PRIMARY KEY ("run_id", "shard")
);

ALTER TABLE "budget_reservation" ADD CONSTRAINT "budget_reservation_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A run that came to the end of its budget for the n-th time, and how many decisions there were by then: a later one to
-- resume grants the budget once more.
CREATE TABLE "budget_stop" (
    "run_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "decisions" INTEGER NOT NULL,
    "stopped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "budget_stop_pkey" PRIMARY KEY ("run_id", "number")
);

ALTER TABLE "budget_stop" ADD CONSTRAINT "budget_stop_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

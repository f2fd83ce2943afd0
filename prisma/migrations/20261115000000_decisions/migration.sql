-- What people decided about runs: who, what, why and when, for good.

CREATE TABLE "run_decision" (
    "id" SERIAL NOT NULL,
    "run_id" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "publish_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "run_decision_pkey" PRIMARY KEY ("id")
);

-- An update that Temporal delivers twice is one decision.
CREATE UNIQUE INDEX "run_decision_run_id_decided_at_action_key" ON "run_decision"("run_id", "decided_at", "action");

ALTER TABLE "run_decision" ADD CONSTRAINT "run_decision_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "run_decision" ADD CHECK (action IN ('approve', 'hold', 'reject', 'resume', 'skip', 'abort')),
    ADD CHECK (length(who) > 0 AND length(why) > 0), ADD CHECK (publish_at IS NULL OR action = 'approve');

ALTER TABLE "run" DROP CONSTRAINT "run_status_check",
    ADD CHECK (status IN ('running', 'awaiting_review', 'held', 'embargoed', 'awaiting_operator', 'finished', 'dry_run', 'failed', 'rejected', 'aborted'));

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept for good: %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;

CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "run_decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept_truncate BEFORE TRUNCATE ON "run_decision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

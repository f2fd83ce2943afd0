-- CreateTable
CREATE TABLE "new_task" (
    "snapshot_id" INTEGER NOT NULL,
    "id" TEXT NOT NULL,
    "words" TEXT[],
    "event" TEXT NOT NULL,
    "related" TEXT[],
    "n" INTEGER,
    "accounts" INTEGER,
    "value" DOUBLE PRECISION,
    "lower" DOUBLE PRECISION,
    "upper" DOUBLE PRECISION,
    "standard_error" DOUBLE PRECISION,
    "df" DOUBLE PRECISION,
    "effective_n" DOUBLE PRECISION,
    "quality" TEXT,
    "centroid" JSONB NOT NULL,

    CONSTRAINT "new_task_pkey" PRIMARY KEY ("snapshot_id","id")
);

-- AddForeignKey
ALTER TABLE "new_task" ADD CONSTRAINT "new_task_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "new_task"
    ADD CHECK (event IN ('birth', 'growth', 'decline', 'carried', 'return', 'split', 'merge', 'absorbed', 'death')),
    ADD CHECK (quality IN ('ok', 'review', 'unreliable')),
    ADD CHECK ((event IN ('absorbed', 'death')) = (n IS NULL)),
    ADD CHECK ((n IS NULL) = (value IS NULL) AND (n IS NULL) = (quality IS NULL)),
    ADD CHECK (accounts BETWEEN 1 AND n),
    ADD CHECK (value BETWEEN 0 AND 1 AND lower BETWEEN 0 AND value AND upper BETWEEN value AND 1);

CREATE TRIGGER frozen_insert AFTER INSERT ON "new_task" REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_snapshot();
CREATE TRIGGER frozen_update_from AFTER UPDATE ON "new_task" REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_snapshot();
CREATE TRIGGER frozen_update_to AFTER UPDATE ON "new_task" REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_snapshot();
CREATE TRIGGER frozen_delete AFTER DELETE ON "new_task" REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_snapshot();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON "new_task" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

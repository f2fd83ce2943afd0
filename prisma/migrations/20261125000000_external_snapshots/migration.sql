-- CreateTable
CREATE TABLE "external_snapshot" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "vintage" INTEGER NOT NULL,
    "date_start" TEXT,
    "date_end" TEXT,
    "method" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "external_snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_value" (
    "external_snapshot_id" INTEGER NOT NULL,
    "facet" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "geography" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "key2" TEXT NOT NULL DEFAULT '',
    "variable" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "external_value_pkey" PRIMARY KEY ("external_snapshot_id","facet","level","geography","key","key2","variable")
);

-- CreateIndex
CREATE UNIQUE INDEX "external_snapshot_name_platform_vintage_key" ON "external_snapshot"("name", "platform", "vintage");

-- CreateIndex
CREATE UNIQUE INDEX "external_snapshot_name_platform_content_hash_key" ON "external_snapshot"("name", "platform", "content_hash");

-- AddForeignKey
ALTER TABLE "external_value" ADD CONSTRAINT "external_value_external_snapshot_id_fkey" FOREIGN KEY ("external_snapshot_id") REFERENCES "external_snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "external_snapshot" ADD CHECK (vintage > 0);
ALTER TABLE "external_value" ADD CHECK (variable IN ('count', 'percent')), ADD CHECK (value >= 0 AND value < 'Infinity'::float8);

-- Frozen like our own snapshots: what was compared with once stays as it was.
CREATE FUNCTION refuse_frozen_external() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM external_snapshot s WHERE s.frozen_at IS NOT NULL AND s.id IN (SELECT external_snapshot_id FROM touched)) THEN
        RAISE EXCEPTION 'a frozen external snapshot cannot change: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON "external_snapshot" FOR EACH ROW EXECUTE FUNCTION refuse_frozen_row();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON "external_snapshot" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER frozen_insert AFTER INSERT ON "external_value" REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_external();
CREATE TRIGGER frozen_update_from AFTER UPDATE ON "external_value" REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_external();
CREATE TRIGGER frozen_update_to AFTER UPDATE ON "external_value" REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_external();
CREATE TRIGGER frozen_delete AFTER DELETE ON "external_value" REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_external();
CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON "external_value" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

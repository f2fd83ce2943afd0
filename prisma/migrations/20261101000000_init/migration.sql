-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "index_series" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "index_series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "index_version" (
    "id" SERIAL NOT NULL,
    "index_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "index_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" BIGSERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "pseudonym" BYTEA NOT NULL,
    "replicate" SMALLINT NOT NULL,
    "first_started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_batch" (
    "id" SERIAL NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "read" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "grown" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refused_record" (
    "batch_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "field" TEXT,
    "detail" TEXT NOT NULL,

    CONSTRAINT "refused_record_pkey" PRIMARY KEY ("batch_id","seq")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" BIGSERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_version" (
    "id" BIGSERIAL NOT NULL,
    "conversation_id" BIGINT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "content_hash" BYTEA NOT NULL,
    "turns" INTEGER NOT NULL,
    "user_characters" INTEGER NOT NULL,
    "characters" INTEGER NOT NULL,
    "language" TEXT,
    "product" TEXT,
    "plan" TEXT,
    "model" TEXT,
    "country" TEXT,
    "region" TEXT,

    CONSTRAINT "conversation_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "taxonomy" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "taxonomy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "major_group" (
    "taxonomy_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "major_group_pkey" PRIMARY KEY ("taxonomy_id","code")
);

-- CreateTable
CREATE TABLE "occupation" (
    "id" SERIAL NOT NULL,
    "taxonomy_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "major_group" TEXT NOT NULL,
    "job_zone" SMALLINT,
    "median_wage" INTEGER,
    "employment" INTEGER,
    "alternate_titles" TEXT[],

    CONSTRAINT "occupation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_text" (
    "id" SERIAL NOT NULL,
    "taxonomy_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "task_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "task_text_id" INTEGER NOT NULL,
    "occupation_id" INTEGER NOT NULL,
    "task_id" INTEGER NOT NULL,
    "type" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("task_text_id","occupation_id","task_id")
);

-- CreateTable
CREATE TABLE "work_activity" (
    "id" SERIAL NOT NULL,
    "taxonomy_id" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "parent_code" TEXT,

    CONSTRAINT "work_activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task_activity" (
    "task_text_id" INTEGER NOT NULL,
    "occupation_id" INTEGER NOT NULL,
    "task_id" INTEGER NOT NULL,
    "activity_id" INTEGER NOT NULL,

    CONSTRAINT "task_activity_pkey" PRIMARY KEY ("task_text_id","occupation_id","task_id","activity_id")
);

-- CreateTable
CREATE TABLE "labeller" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "identity" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "taxonomy_id" INTEGER NOT NULL,

    CONSTRAINT "labeller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "method_part" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "definition" JSONB NOT NULL,

    CONSTRAINT "method_part_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "method" (
    "id" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "measurement_id" INTEGER NOT NULL,
    "estimation_id" INTEGER NOT NULL,
    "disclosure_id" INTEGER NOT NULL,

    CONSTRAINT "method_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "index_version_id" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "method_id" INTEGER NOT NULL,
    "labeller_id" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "reason" TEXT,
    "parent_id" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'running',
    "stage" TEXT NOT NULL DEFAULT 'open',
    "failure" TEXT,
    "workflow_id" TEXT NOT NULL,
    "sample_id" INTEGER,
    "snapshot_id" INTEGER,
    "comparison_id" INTEGER,
    "release_id" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_stage" (
    "run_id" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_stage_pkey" PRIMARY KEY ("run_id","stage")
);

-- CreateTable
CREATE TABLE "sample" (
    "id" SERIAL NOT NULL,
    "index_version_id" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "frame_size" INTEGER NOT NULL,
    "drawn" INTEGER NOT NULL,
    "shards" INTEGER NOT NULL,

    CONSTRAINT "sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sample_exclusion" (
    "sample_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "sample_exclusion_pkey" PRIMARY KEY ("sample_id","reason")
);

-- CreateTable
CREATE TABLE "stratum" (
    "sample_id" INTEGER NOT NULL,
    "number" SMALLINT NOT NULL,
    "key" TEXT NOT NULL,
    "frame_size" INTEGER NOT NULL,
    "drawn" INTEGER NOT NULL,

    CONSTRAINT "stratum_pkey" PRIMARY KEY ("sample_id","number")
);

-- CreateTable
CREATE TABLE "sample_frame_count" (
    "sample_id" INTEGER NOT NULL,
    "stratum" SMALLINT NOT NULL,
    "replicate" SMALLINT NOT NULL,
    "frame_n" INTEGER NOT NULL,
    "drawn_n" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "sample_frame_count_pkey" PRIMARY KEY ("sample_id","stratum","replicate")
);

-- CreateTable
CREATE TABLE "sample_member" (
    "sample_id" INTEGER NOT NULL,
    "shard" SMALLINT NOT NULL,
    "position" SMALLINT NOT NULL,
    "version_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "replicate" SMALLINT NOT NULL,
    "stratum" SMALLINT NOT NULL,
    "new_account" BOOLEAN NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "geography" TEXT NOT NULL DEFAULT 'GLOBAL',

    CONSTRAINT "sample_member_pkey" PRIMARY KEY ("sample_id","shard","position")
);

-- CreateTable
CREATE TABLE "label" (
    "labeller_id" INTEGER NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "reason" TEXT,
    "task_text_id" INTEGER,
    "alternative_1" INTEGER,
    "alternative_2" INTEGER,
    "alternative_3" INTEGER,
    "mode" SMALLINT NOT NULL,
    "use_case" SMALLINT NOT NULL,
    "task_bps" SMALLINT NOT NULL,
    "mode_bps" SMALLINT NOT NULL,
    "use_case_bps" SMALLINT NOT NULL,
    "facets" JSONB,

    CONSTRAINT "label_pkey" PRIMARY KEY ("labeller_id","content_hash")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" SERIAL NOT NULL,
    "index_id" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "method_id" INTEGER NOT NULL,
    "sample_id" INTEGER NOT NULL,
    "vintage" INTEGER NOT NULL,
    "content_hash" TEXT,
    "summary" JSONB NOT NULL,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tally" (
    "snapshot_id" INTEGER NOT NULL,
    "facet" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "geography" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "key2" TEXT NOT NULL DEFAULT '',
    "stratum" SMALLINT NOT NULL,
    "cohort" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,
    "top1" INTEGER NOT NULL,
    "top2" INTEGER NOT NULL,
    "record_key_sum" BIGINT NOT NULL,
    "account_groups" bit(256) NOT NULL,
    "replicates" SMALLINT[],
    "replicate_n" INTEGER[],
    "replicate_m" INTEGER[],

    CONSTRAINT "tally_pkey" PRIMARY KEY ("snapshot_id","facet","level","geography","key","key2","stratum","cohort")
);

-- CreateTable
CREATE TABLE "frame_count" (
    "snapshot_id" INTEGER NOT NULL,
    "stratum" SMALLINT NOT NULL,
    "replicate" SMALLINT NOT NULL,
    "frame_n" INTEGER NOT NULL,
    "drawn_n" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "frame_count_pkey" PRIMARY KEY ("snapshot_id","stratum","replicate")
);

-- CreateTable
CREATE TABLE "cell_key" (
    "id" SERIAL NOT NULL,
    "facet" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "geography" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "key2" TEXT NOT NULL DEFAULT '',
    "measure" TEXT NOT NULL,
    "base" TEXT NOT NULL,

    CONSTRAINT "cell_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cell" (
    "snapshot_id" INTEGER NOT NULL,
    "cell_key_id" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,
    "value" DOUBLE PRECISION,
    "lower" DOUBLE PRECISION,
    "upper" DOUBLE PRECISION,
    "standard_error" DOUBLE PRECISION,
    "df" DOUBLE PRECISION,
    "effective_n" DOUBLE PRECISION,
    "quality" TEXT,
    "status" TEXT NOT NULL,
    "inside_reason" TEXT,

    CONSTRAINT "cell_pkey" PRIMARY KEY ("snapshot_id","cell_key_id")
);

-- CreateTable
CREATE TABLE "comparison" (
    "id" SERIAL NOT NULL,
    "from_id" INTEGER NOT NULL,
    "to_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "from_hash" TEXT NOT NULL,
    "to_hash" TEXT NOT NULL,
    "refusal" TEXT,
    "frozen_at" TIMESTAMPTZ(3),

    CONSTRAINT "comparison_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delta" (
    "comparison_id" INTEGER NOT NULL,
    "cell_key_id" INTEGER NOT NULL,
    "delta" DOUBLE PRECISION NOT NULL,
    "lower" DOUBLE PRECISION NOT NULL,
    "upper" DOUBLE PRECISION NOT NULL,
    "standard_error" DOUBLE PRECISION NOT NULL,
    "df" DOUBLE PRECISION NOT NULL,
    "quality" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,

    CONSTRAINT "delta_pkey" PRIMARY KEY ("comparison_id","cell_key_id")
);

-- CreateTable
CREATE TABLE "release" (
    "id" SERIAL NOT NULL,
    "index_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "correction" INTEGER NOT NULL,
    "reason" TEXT,
    "snapshot_id" INTEGER NOT NULL,
    "comparison_id" INTEGER,
    "public_hash" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriber" (
    "id" SERIAL NOT NULL,
    "index_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "token" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" SERIAL NOT NULL,
    "release_id" INTEGER NOT NULL,
    "subscriber_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "message_id" TEXT,
    "error" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" SERIAL NOT NULL,
    "labeller_id" INTEGER NOT NULL,
    "gold_hash" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "index_series_name_key" ON "index_series"("name");

-- CreateIndex
CREATE UNIQUE INDEX "index_version_index_id_version_key" ON "index_version"("index_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "index_version_index_id_hash_key" ON "index_version"("index_id", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "source_name_key" ON "source"("name");

-- CreateIndex
CREATE UNIQUE INDEX "account_source_id_pseudonym_key" ON "account"("source_id", "pseudonym");

-- CreateIndex
CREATE INDEX "conversation_started_at_idx" ON "conversation"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_source_id_external_id_key" ON "conversation"("source_id", "external_id");

-- CreateIndex
CREATE INDEX "conversation_version_started_at_idx" ON "conversation_version"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_version_conversation_id_batch_id_key" ON "conversation_version"("conversation_id", "batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "taxonomy_name_key" ON "taxonomy"("name");

-- CreateIndex
CREATE UNIQUE INDEX "taxonomy_content_hash_key" ON "taxonomy"("content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "occupation_taxonomy_id_code_key" ON "occupation"("taxonomy_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "task_text_taxonomy_id_code_key" ON "task_text"("taxonomy_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "work_activity_taxonomy_id_level_code_key" ON "work_activity"("taxonomy_id", "level", "code");

-- CreateIndex
CREATE UNIQUE INDEX "labeller_hash_key" ON "labeller"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "method_part_kind_hash_key" ON "method_part"("kind", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "method_hash_key" ON "method"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "run_key_key" ON "run"("key");

-- CreateIndex
CREATE INDEX "run_period_idx" ON "run"("period");

-- CreateIndex
CREATE UNIQUE INDEX "sample_index_version_id_period_seed_batch_id_key" ON "sample"("index_version_id", "period", "seed", "batch_id");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_index_id_period_method_id_vintage_key" ON "snapshot"("index_id", "period", "method_id", "vintage");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_index_id_period_method_id_content_hash_key" ON "snapshot"("index_id", "period", "method_id", "content_hash");

-- CreateIndex
CREATE UNIQUE INDEX "cell_key_facet_level_geography_key_key2_measure_base_key" ON "cell_key"("facet", "level", "geography", "key", "key2", "measure", "base");

-- CreateIndex
CREATE UNIQUE INDEX "comparison_from_id_to_id_kind_key" ON "comparison"("from_id", "to_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "release_index_id_name_key" ON "release"("index_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "release_index_id_period_correction_key" ON "release"("index_id", "period", "correction");

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_token_key" ON "subscriber"("token");

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_index_id_email_key" ON "subscriber"("index_id", "email");

-- CreateIndex
CREATE INDEX "outbox_status_idx" ON "outbox"("status");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_release_id_subscriber_id_kind_key" ON "outbox"("release_id", "subscriber_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "evaluation_labeller_id_gold_hash_key" ON "evaluation"("labeller_id", "gold_hash");

-- AddForeignKey
ALTER TABLE "index_version" ADD CONSTRAINT "index_version_index_id_fkey" FOREIGN KEY ("index_id") REFERENCES "index_series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refused_record" ADD CONSTRAINT "refused_record_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_version" ADD CONSTRAINT "conversation_version_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation_version" ADD CONSTRAINT "conversation_version_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "major_group" ADD CONSTRAINT "major_group_taxonomy_id_fkey" FOREIGN KEY ("taxonomy_id") REFERENCES "taxonomy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "occupation" ADD CONSTRAINT "occupation_taxonomy_id_fkey" FOREIGN KEY ("taxonomy_id") REFERENCES "taxonomy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_text" ADD CONSTRAINT "task_text_taxonomy_id_fkey" FOREIGN KEY ("taxonomy_id") REFERENCES "taxonomy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_task_text_id_fkey" FOREIGN KEY ("task_text_id") REFERENCES "task_text"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_occupation_id_fkey" FOREIGN KEY ("occupation_id") REFERENCES "occupation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_activity" ADD CONSTRAINT "work_activity_taxonomy_id_fkey" FOREIGN KEY ("taxonomy_id") REFERENCES "taxonomy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_activity" ADD CONSTRAINT "task_activity_task_text_id_occupation_id_task_id_fkey" FOREIGN KEY ("task_text_id", "occupation_id", "task_id") REFERENCES "task"("task_text_id", "occupation_id", "task_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_activity" ADD CONSTRAINT "task_activity_activity_id_fkey" FOREIGN KEY ("activity_id") REFERENCES "work_activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "labeller" ADD CONSTRAINT "labeller_taxonomy_id_fkey" FOREIGN KEY ("taxonomy_id") REFERENCES "taxonomy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "method" ADD CONSTRAINT "method_measurement_id_fkey" FOREIGN KEY ("measurement_id") REFERENCES "method_part"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "method" ADD CONSTRAINT "method_estimation_id_fkey" FOREIGN KEY ("estimation_id") REFERENCES "method_part"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "method" ADD CONSTRAINT "method_disclosure_id_fkey" FOREIGN KEY ("disclosure_id") REFERENCES "method_part"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_index_version_id_fkey" FOREIGN KEY ("index_version_id") REFERENCES "index_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_comparison_id_fkey" FOREIGN KEY ("comparison_id") REFERENCES "comparison"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_stage" ADD CONSTRAINT "run_stage_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_index_version_id_fkey" FOREIGN KEY ("index_version_id") REFERENCES "index_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample_exclusion" ADD CONSTRAINT "sample_exclusion_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stratum" ADD CONSTRAINT "stratum_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample_frame_count" ADD CONSTRAINT "sample_frame_count_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample_member" ADD CONSTRAINT "sample_member_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_index_id_fkey" FOREIGN KEY ("index_id") REFERENCES "index_series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_method_id_fkey" FOREIGN KEY ("method_id") REFERENCES "method"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_sample_id_fkey" FOREIGN KEY ("sample_id") REFERENCES "sample"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tally" ADD CONSTRAINT "tally_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "frame_count" ADD CONSTRAINT "frame_count_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cell" ADD CONSTRAINT "cell_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cell" ADD CONSTRAINT "cell_cell_key_id_fkey" FOREIGN KEY ("cell_key_id") REFERENCES "cell_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comparison" ADD CONSTRAINT "comparison_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comparison" ADD CONSTRAINT "comparison_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delta" ADD CONSTRAINT "delta_comparison_id_fkey" FOREIGN KEY ("comparison_id") REFERENCES "comparison"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delta" ADD CONSTRAINT "delta_cell_key_id_fkey" FOREIGN KEY ("cell_key_id") REFERENCES "cell_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_index_id_fkey" FOREIGN KEY ("index_id") REFERENCES "index_series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_comparison_id_fkey" FOREIGN KEY ("comparison_id") REFERENCES "comparison"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscriber" ADD CONSTRAINT "subscriber_index_id_fkey" FOREIGN KEY ("index_id") REFERENCES "index_series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_release_id_fkey" FOREIGN KEY ("release_id") REFERENCES "release"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_labeller_id_fkey" FOREIGN KEY ("labeller_id") REFERENCES "labeller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot describe: partitions, checks, and the protection of what is frozen.

-- Texts lie apart from the rows that count, by month of their beginning: retention drops a partition. Compression was the
-- wall in bulk loads, so bodies are stored as they are.
CREATE TABLE "conversation_text" (
    "version_id" BIGINT NOT NULL,
    "month" DATE NOT NULL CHECK (extract(day FROM month) = 1),
    "body" TEXT NOT NULL,

    PRIMARY KEY ("month", "version_id")
) PARTITION BY RANGE ("month");
ALTER TABLE "conversation_text" ALTER COLUMN "body" SET STORAGE EXTERNAL;

ALTER TABLE "account" ADD CHECK (replicate BETWEEN 0 AND 255), ADD CHECK (octet_length(pseudonym) = 16);
ALTER TABLE "import_batch" ADD CHECK (read >= 0 AND added >= 0 AND grown >= 0 AND unchanged >= 0 AND refused >= 0),
    ADD CHECK (read = added + grown + unchanged + refused);
ALTER TABLE "conversation_version" ADD CHECK (octet_length(content_hash) = 16),
    ADD CHECK (turns > 0 AND user_characters >= 0 AND characters >= user_characters);
ALTER TABLE "occupation" ADD CHECK (job_zone BETWEEN 1 AND 5), ADD CHECK (median_wage > 0), ADD CHECK (employment >= 0),
    ADD FOREIGN KEY (taxonomy_id, major_group) REFERENCES "major_group" (taxonomy_id, code) ON DELETE CASCADE;
ALTER TABLE "method_part" ADD CHECK (kind IN ('measurement', 'estimation', 'disclosure'));
ALTER TABLE "run" ADD CHECK (status IN ('running', 'finished', 'dry_run', 'failed')), ADD CHECK (attempt > 0),
    ADD FOREIGN KEY (labeller_id) REFERENCES "labeller" (id);
ALTER TABLE "sample" ADD CHECK (drawn BETWEEN 0 AND frame_size), ADD CHECK (shards >= 0);
ALTER TABLE "stratum" ADD CHECK (drawn BETWEEN 0 AND frame_size);
ALTER TABLE "sample_frame_count" ADD CHECK (replicate BETWEEN 0 AND 255), ADD CHECK (drawn_n BETWEEN 0 AND frame_n),
    ADD CHECK (accounts BETWEEN 0 AND drawn_n);
ALTER TABLE "sample_member" ADD CHECK (replicate BETWEEN 0 AND 255), ADD CHECK (octet_length(content_hash) = 16);
ALTER TABLE "label" ADD CHECK (octet_length(content_hash) = 16),
    ADD CHECK (outcome BETWEEN 0 AND 2), ADD CHECK (mode BETWEEN 0 AND 5), ADD CHECK (use_case BETWEEN 0 AND 3),
    ADD CHECK ((outcome = 0) = (task_text_id IS NOT NULL)), ADD CHECK ((outcome = 2) = (reason IS NOT NULL)),
    ADD CHECK (task_bps BETWEEN 0 AND 10000 AND mode_bps BETWEEN 0 AND 10000 AND use_case_bps BETWEEN 0 AND 10000),
    ADD FOREIGN KEY (labeller_id) REFERENCES "labeller" (id),
    ADD FOREIGN KEY (task_text_id) REFERENCES "task_text" (id);
ALTER TABLE "snapshot" ADD CHECK (vintage > 0), ADD CHECK ((frozen_at IS NULL) = (content_hash IS NULL));
ALTER TABLE "tally" ADD CHECK (n >= 0 AND accounts >= 0 AND accounts <= n AND top1 <= n AND top2 <= top1),
    ADD CHECK (cohort IN ('all', 'new', 'returning')), ADD CHECK (stratum >= -1),
    ADD CHECK (cardinality(replicates) = cardinality(replicate_n) AND cardinality(replicates) = cardinality(replicate_m));
ALTER TABLE "frame_count" ADD CHECK (replicate BETWEEN 0 AND 255), ADD CHECK (drawn_n BETWEEN 0 AND frame_n),
    ADD CHECK (accounts BETWEEN 0 AND drawn_n);
ALTER TABLE "cell" ADD CHECK (n >= 0 AND accounts >= 0 AND accounts <= n),
    ADD CHECK (status IN ('published', 'suppressed', 'not_collected', 'not_classified')),
    ADD CHECK (quality IN ('ok', 'review', 'unreliable')),
    ADD CHECK (inside_reason IN ('none', 'too_few', 'dominated', 'protects_another')),
    ADD CHECK ((status = 'published') = (value IS NOT NULL AND quality IS NOT NULL)),
    ADD CHECK (status <> 'published' OR inside_reason IS NULL),
    ADD CHECK (value BETWEEN 0 AND 1 AND lower BETWEEN 0 AND value AND upper BETWEEN value AND 1);
ALTER TABLE "delta" ADD CHECK (delta BETWEEN lower AND upper), ADD CHECK (verdict IN ('up', 'down', 'no_clear_change')),
    ADD CHECK (quality IN ('ok', 'review', 'unreliable'));
ALTER TABLE "comparison" ADD CHECK (kind IN ('previous', 'year', 'bridge', 'rerun', 'external')), ADD CHECK (from_id <> to_id);
ALTER TABLE "release" ADD CHECK (correction >= 0), ADD CHECK (correction = 0 OR reason IS NOT NULL);
ALTER TABLE "outbox" ADD CHECK (kind IN ('digest')),
    ADD CHECK (status IN ('queued', 'sending', 'sent', 'failed', 'unknown')), ADD CHECK (attempts >= 0);

-- A frozen snapshot is what a release was made of: neither it nor what belongs to it can be added to, changed or removed.
-- Statement triggers look once at the snapshots that a statement touches, so that bulk inserts stay fast.
CREATE FUNCTION refuse_frozen_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM snapshot s WHERE s.frozen_at IS NOT NULL AND s.id IN (SELECT snapshot_id FROM touched)) THEN
        RAISE EXCEPTION 'a frozen snapshot cannot change: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION refuse_frozen_comparison() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM comparison c WHERE c.frozen_at IS NOT NULL AND c.id IN (SELECT comparison_id FROM touched)) THEN
        RAISE EXCEPTION 'a frozen comparison cannot change: % on %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION refuse_frozen_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL THEN
        RAISE EXCEPTION 'a frozen % cannot change: %', TG_TABLE_NAME, TG_OP USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% holds what is frozen and cannot be truncated', TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
END $$;

CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON "snapshot" FOR EACH ROW EXECUTE FUNCTION refuse_frozen_row();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON "comparison" FOR EACH ROW EXECUTE FUNCTION refuse_frozen_row();

DO $$
DECLARE
    place record;
BEGIN
    FOR place IN SELECT * FROM (VALUES ('tally', 'snapshot'), ('frame_count', 'snapshot'), ('cell', 'snapshot'), ('delta', 'comparison')) AS p (held, holder)
    LOOP
        EXECUTE format('CREATE TRIGGER frozen_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_%s()', place.held, place.holder);
        -- A row that is moved touches the snapshot it leaves; the one it enters is seen by the second trigger.
        EXECUTE format('CREATE TRIGGER frozen_update_from AFTER UPDATE ON %I REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_%s()', place.held, place.holder);
        EXECUTE format('CREATE TRIGGER frozen_update_to AFTER UPDATE ON %I REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_%s()', place.held, place.holder);
        EXECUTE format('CREATE TRIGGER frozen_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_%s()', place.held, place.holder);
        EXECUTE format('CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', place.held);
    END LOOP;
    CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
    CREATE TRIGGER frozen_truncate BEFORE TRUNCATE ON comparison FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
END $$;

-- How good the labels of a snapshot are, as it was known when it was frozen.
ALTER TABLE "snapshot" ADD COLUMN "label_figures" JSONB;

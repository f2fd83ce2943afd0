-- A run may be cancelled at any time, also while it does not wait for anybody: that is somebody's decision, too.
ALTER TABLE "run" DROP CONSTRAINT "run_status_check",
    ADD CONSTRAINT "run_status_check" CHECK ("status" IN ('running', 'awaiting_review', 'held', 'embargoed', 'awaiting_operator', 'finished', 'dry_run', 'failed', 'rejected', 'aborted', 'cancelled'));

ALTER TABLE "run_decision" DROP CONSTRAINT "run_decision_action_check",
    ADD CONSTRAINT "run_decision_action_check" CHECK ("action" IN ('approve', 'hold', 'reject', 'resume', 'skip', 'abort', 'reset', 'cancel'));

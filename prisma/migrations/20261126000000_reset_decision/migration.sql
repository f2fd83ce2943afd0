-- A run that has ended or is stuck may be taken back to a stage: that, too, is somebody's decision.
ALTER TABLE "run_decision" DROP CONSTRAINT "run_decision_action_check";
ALTER TABLE "run_decision" ADD CONSTRAINT "run_decision_action_check"
    CHECK ("action" IN ('approve', 'hold', 'reject', 'resume', 'skip', 'abort', 'reset'));

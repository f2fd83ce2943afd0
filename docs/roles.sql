-- Who may do what in the database, where it is a Postgres of your own. Run once by its owner, after the first migration:
--   psql "$DATABASE_URL" -f docs/roles.sql
-- The owner migrates, restores, and runs retention. Workers and commands of every day log in as a member of tidemark_worker:
-- they cannot put aside the triggers that guard what is frozen. Readers see what is published, and no text.

CREATE ROLE tidemark_worker NOLOGIN;
CREATE ROLE tidemark_reader NOLOGIN;

GRANT USAGE ON SCHEMA public TO tidemark_worker, tidemark_reader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tidemark_worker;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO tidemark_worker;
REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM tidemark_worker;
GRANT SELECT ON index_series, release TO tidemark_reader;

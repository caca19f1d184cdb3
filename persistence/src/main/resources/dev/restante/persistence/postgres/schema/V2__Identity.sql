-- Which store this is. Nodes compare it before one of them joins the others, so that two databases are never taken for one.
CREATE TABLE identity (
    only_row boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    store uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO identity DEFAULT VALUES;

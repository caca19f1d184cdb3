-- Where each log ends. An append moves the end of its log, and only from where its writer believes it to be: that refuses an
-- owner that was replaced, and makes whoever comes after it wait for a write that is still under way.
-- Rows are updated all the time, so pages keep room for their new versions.
CREATE TABLE log_end (
    persistence_id text COLLATE "C" NOT NULL PRIMARY KEY,
    highest bigint NOT NULL,
    trimmed_to bigint NOT NULL,
    CHECK (trimmed_to BETWEEN 0 AND highest)
) WITH (fillfactor = 20, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0);

-- One row a record. Records are stored as they come: compressing them costs more than it saves, and most are trimmed soon.
-- Trimming leaves as many dead rows as are written, so vacuum has to come by number and not by share of the table.
CREATE TABLE log_record (
    persistence_id text COLLATE "C" NOT NULL,
    sequence_nr bigint NOT NULL,
    record bytea NOT NULL,
    PRIMARY KEY (persistence_id, sequence_nr)
) WITH (
    autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_threshold = 50000,
    toast.autovacuum_vacuum_scale_factor = 0
);
ALTER TABLE log_record ALTER COLUMN record SET STORAGE EXTERNAL;

CREATE TABLE checkpoint (
    persistence_id text COLLATE "C" NOT NULL,
    sequence_nr bigint NOT NULL,
    taken_at bigint NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (persistence_id, sequence_nr)
);

-- The lowest epoch that may write to a partition's rows.
CREATE TABLE state_owner (
    partition integer NOT NULL PRIMARY KEY,
    epoch bigint NOT NULL
) WITH (fillfactor = 20);

-- Keys are compared byte by byte as unsigned numbers, which is the order that partitions scan in.
CREATE TABLE state_row (
    partition integer NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY (partition, key)
) WITH (autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_scale_factor = 0.05);

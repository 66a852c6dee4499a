-- Schema 1. Facts are append-only: an entry is never changed or deleted, a correction supersedes one.
-- Each entry and each setting has its line in the history, whose lines are chained by hash; the ledger
-- holds the head and the counts, so that a missing row is noticed without reading everything.

CREATE TABLE history (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    recorded_by TEXT CHECK (length(recorded_by) BETWEEN 1 AND 200),
    action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 40 AND action NOT GLOB '*[^a-z-]*'),
    patient_id TEXT REFERENCES patient (patient_id) DEFERRABLE INITIALLY DEFERRED,
    entry_id TEXT REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    digest BLOB CHECK (digest IS NULL OR length(digest) = 32),
    detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    CHECK ((action IN ('entry', 'setting')) = (digest IS NOT NULL)),
    CHECK (entry_id IS NULL OR patient_id IS NOT NULL),
    CHECK (action <> 'entry' OR entry_id IS NOT NULL)
) STRICT;

-- Storing an entry looks for the lines that wait for it: without this every save would read the whole history.
CREATE INDEX history_of_entry ON history (entry_id);

CREATE TABLE patient (
    patient_id TEXT NOT NULL PRIMARY KEY CHECK (length(patient_id) BETWEEN 1 AND 64 AND trim(patient_id) = patient_id),
    entries INTEGER NOT NULL DEFAULT 0 CHECK (entries >= 0),
    last_seq INTEGER NOT NULL DEFAULT 0 CHECK (last_seq >= entries)
) STRICT, WITHOUT ROWID;

-- Clustered by child: a chart is one range of neighbouring pages however large the database is.
CREATE TABLE entry (
    patient_id TEXT NOT NULL REFERENCES patient (patient_id),
    seq INTEGER NOT NULL REFERENCES history (seq),
    number INTEGER NOT NULL CHECK (number >= 1),
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40 AND kind NOT GLOB '*[^a-z_]*'),
    body TEXT NOT NULL CHECK (json_valid(body) AND json_type(body) = 'object'),
    happened TEXT CHECK (length(happened) >= 10),
    recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z'),
    recorded_by TEXT CHECK (length(recorded_by) BETWEEN 1 AND 200),
    unconfirmed INTEGER NOT NULL CHECK (unconfirmed IN (0, 1)),
    supersedes TEXT UNIQUE REFERENCES entry (id) CHECK (supersedes <> id),
    change_reason TEXT CHECK (length(trim(change_reason)) >= 1),
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1)),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    PRIMARY KEY (patient_id, seq),
    CHECK (supersedes IS NULL OR change_reason IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 80),
    seq INTEGER NOT NULL REFERENCES history (seq),
    value TEXT NOT NULL,
    PRIMARY KEY (key, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    entries INTEGER NOT NULL,
    patients INTEGER NOT NULL,
    settings INTEGER NOT NULL
) STRICT;

INSERT INTO ledger (one, seq, hash, entries, patients, settings) VALUES (1, 0, zeroblob(32), 0, 0, 0);

-- Append-only. A raw INSERT OR REPLACE deletes without asking the delete triggers: the guards refuse it.

CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

CREATE TRIGGER entry_never_goes BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

CREATE TRIGGER entry_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM entry WHERE patient_id = NEW.patient_id AND seq = NEW.seq)
    OR EXISTS (SELECT 1 FROM entry WHERE supersedes = NEW.supersedes)
BEGIN SELECT RAISE(ABORT, 'an entry is never replaced'); END;

CREATE TRIGGER entry_supersedes_its_like BEFORE INSERT ON entry
WHEN NEW.supersedes IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM entry WHERE id = NEW.supersedes AND patient_id = NEW.patient_id AND kind = NEW.kind)
BEGIN SELECT RAISE(ABORT, 'an entry supersedes one of the same child and kind'); END;

CREATE TRIGGER entry_has_its_line BEFORE INSERT ON entry
WHEN NOT EXISTS (
    SELECT 1 FROM history
    WHERE seq = NEW.seq AND action = 'entry' AND entry_id = NEW.id
        AND patient_id = NEW.patient_id AND digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'an entry needs its line in the history'); END;

CREATE TRIGGER entry_is_numbered BEFORE INSERT ON entry
WHEN NEW.number IS NOT (SELECT entries + 1 FROM patient WHERE patient_id = NEW.patient_id)
BEGIN SELECT RAISE(ABORT, 'the entries of a child are numbered without gaps'); END;

CREATE TRIGGER entry_is_counted AFTER INSERT ON entry
BEGIN
    UPDATE patient SET entries = entries + 1, last_seq = NEW.seq WHERE patient_id = NEW.patient_id;
    UPDATE ledger SET entries = entries + 1;
END;

CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;

CREATE TRIGGER history_never_goes BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TRIGGER history_is_chained BEFORE INSERT ON history
WHEN NOT EXISTS (SELECT 1 FROM ledger WHERE seq + 1 = NEW.seq AND hash = NEW.prev)
BEGIN SELECT RAISE(ABORT, 'a line of the history follows the last one'); END;

CREATE TRIGGER history_is_counted AFTER INSERT ON history
BEGIN UPDATE ledger SET seq = NEW.seq, hash = NEW.hash; END;

CREATE TRIGGER patient_only_counts BEFORE UPDATE ON patient
WHEN NEW.patient_id IS NOT OLD.patient_id OR NEW.entries <> OLD.entries + 1 OR NEW.last_seq <= OLD.last_seq
BEGIN SELECT RAISE(ABORT, 'a child keeps its id and its count'); END;

CREATE TRIGGER patient_never_goes BEFORE DELETE ON patient
BEGIN SELECT RAISE(ABORT, 'a child is never deleted'); END;

CREATE TRIGGER patient_never_replaced BEFORE INSERT ON patient
WHEN NEW.entries <> 0 OR NEW.last_seq <> 0 OR EXISTS (SELECT 1 FROM patient WHERE patient_id = NEW.patient_id)
BEGIN SELECT RAISE(ABORT, 'a child is never replaced'); END;

CREATE TRIGGER patient_is_counted AFTER INSERT ON patient
BEGIN UPDATE ledger SET patients = patients + 1; END;

CREATE TRIGGER setting_never_changes BEFORE UPDATE ON setting
BEGIN SELECT RAISE(ABORT, 'a setting gets a new line, its old ones stay'); END;

CREATE TRIGGER setting_never_goes BEFORE DELETE ON setting
BEGIN SELECT RAISE(ABORT, 'a setting gets a new line, its old ones stay'); END;

CREATE TRIGGER setting_never_replaced BEFORE INSERT ON setting
WHEN EXISTS (SELECT 1 FROM setting WHERE key = NEW.key AND seq = NEW.seq)
    OR NOT EXISTS (SELECT 1 FROM history WHERE seq = NEW.seq AND action = 'setting')
BEGIN SELECT RAISE(ABORT, 'a setting needs its line in the history'); END;

CREATE TRIGGER setting_is_counted AFTER INSERT ON setting
BEGIN UPDATE ledger SET settings = settings + 1; END;

CREATE TRIGGER ledger_only_grows BEFORE UPDATE ON ledger
WHEN (NEW.seq - OLD.seq) + (NEW.entries - OLD.entries) + (NEW.patients - OLD.patients) + (NEW.settings - OLD.settings) <> 1
    OR NEW.seq < OLD.seq OR NEW.entries < OLD.entries OR NEW.patients < OLD.patients OR NEW.settings < OLD.settings
    OR (NEW.seq = OLD.seq AND NEW.hash <> OLD.hash)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER ledger_never_goes BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END;

CREATE TRIGGER ledger_is_one BEFORE INSERT ON ledger
BEGIN SELECT RAISE(ABORT, 'there is one ledger'); END;

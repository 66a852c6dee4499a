-- Schema 2. A child's photograph: one at most, told by a line of the history that holds its SHA-256. It is no entry:
-- a picture that was replaced or taken away goes, and only its lines stay.

CREATE TABLE photograph (
    patient_id TEXT NOT NULL PRIMARY KEY REFERENCES patient (patient_id),
    seq INTEGER NOT NULL UNIQUE REFERENCES history (seq),
    picture BLOB NOT NULL CHECK (length(picture) BETWEEN 1 AND 65536)
) STRICT;

CREATE TRIGGER photograph_never_changes BEFORE UPDATE ON photograph
BEGIN SELECT RAISE(ABORT, 'a photograph is never changed'); END;

CREATE TRIGGER photograph_has_its_line BEFORE INSERT ON photograph
WHEN EXISTS (SELECT 1 FROM photograph WHERE patient_id = NEW.patient_id OR seq = NEW.seq)
    OR NOT EXISTS (
        SELECT 1 FROM history JOIN ledger ON ledger.seq = history.seq
        WHERE history.seq = NEW.seq AND action = 'photograph' AND patient_id = NEW.patient_id)
BEGIN SELECT RAISE(ABORT, 'a photograph needs its line in the history'); END;

CREATE TRIGGER photograph_goes_with_a_line BEFORE DELETE ON photograph
WHEN NOT EXISTS (
    SELECT 1 FROM history
    WHERE seq > OLD.seq AND patient_id = OLD.patient_id AND action IN ('photograph', 'photograph-removed'))
BEGIN SELECT RAISE(ABORT, 'a photograph goes only with a line in the history'); END;

-- Why a verifier was named, in the words of who named them; gone with the next owner
alter table verification add column assignment_note text;
alter table verification add constraint assignment_note_is_short check (length(assignment_note) <= 1000);

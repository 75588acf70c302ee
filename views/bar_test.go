package views

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	"openday/views/ui"
)

// harm changes the data file behind the program's back.
func (r *fixture) harm(statement string) {
	r.t.Helper()
	db, err := sql.Open("sqlite3", r.Data.Path())
	if err != nil {
		r.t.Fatal(err)
	}
	_, err = db.Exec(statement)
	if err := errors.Join(err, db.Close()); err != nil {
		r.t.Fatal(err)
	}
}

func TestUnreadableValuesAreTold(t *testing.T) {
	r := eventFixture(t, ui.TabInvitees, nil)
	r.Invite("王玉梅")
	if r.bar.unread.Visible() {
		t.Error("it is said of a sound file")
	}
	r.harm("UPDATE invitees SET signed_in_at = 'then'")
	r.Invitees()
	if !r.bar.unread.Visible() || !strings.Contains(r.bar.unread.Text, "1") {
		t.Errorf("it says %q", r.bar.unread.Text)
	}
}

package papers

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app/check"
)

func TestTheSameIsSaidOnce(t *testing.T) {
	say := func(messages ...string) []check.Finding {
		var found []check.Finding
		for _, m := range messages {
			found = append(found, check.Finding{Message: m})
		}
		return found
	}
	given := say("还没有安排议程。", "方案没有组织机构。", "还没有安排议程。")
	if diff := cmp.Diff(say("还没有安排议程。", "方案没有组织机构。"), saidOnce(given)); diff != "" {
		t.Error(diff)
	}
	if len(given) != 3 || given[2].Message != "还没有安排议程。" {
		t.Errorf("what was given is changed: %+v", given)
	}
}

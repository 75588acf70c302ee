package handover

import (
	"testing"

	"openday/app"
)

func TestCheckPassphrase(t *testing.T) {
	for _, weak := range []string{
		"", "1234567", "短口令", "12345678", "123456789", "1234567890", "01234567", "87654321", "0987654321", "34567890",
		"11111111", "aaaaaaaaaaaa", "11112222", "12341234", "123123123", "abcabcabcabc", "密码密码密码密码", "ababab12"[:6] + "ab",
		"abcdefgh", "ABCDEFGH", "hgfedcba", "qwertyui", "asdfghjkl", "1qaz2wsx", "1q2w3e4r", "!@#$%^&*", "abcd1234", "1234qwer", "qwerty123456",
		"19900307", "20261014", "1990-03-07", "2026年10月14日", "password", "Password1", "password123!", "P@ssw0rd", "admin2026", "woaini1314", "iloveyou520",
		"openday2026", "政务开放日2026", "123456政务开放日",
	} {
		if err := CheckPassphrase(weak); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q gives %v", weak, err)
		}
	}
	for _, good := range []string{
		"滨河 街道 2026 秋", "correct horse battery", "kx8Pq2mz", "移交给区政务办的口令", "19xk0307", "password of the old mill", "13905170042", "水务局 abcd 1234 开放",
	} {
		if err := CheckPassphrase(good); err != nil {
			t.Errorf("%q gives %v", good, err)
		}
	}
}

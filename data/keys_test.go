package data

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openday/app"
	"openday/data/keys"
)

func TestRecoveryCode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.SliceOfN(rapid.Byte(), keys.Size, keys.Size).Draw(t, "secret")
		code := keys.Code(secret)
		if groups := strings.Split(code, "-"); len(groups) != 14 {
			t.Fatalf("%s has %d groups", code, len(groups))
		}
		typed := strings.ToLower(strings.NewReplacer("-", " ", "0", "O", "1", "l").Replace(code))
		for _, c := range []string{code, typed, strings.ReplaceAll(code, "-", ""), "　" + code + "\n"} {
			got, err := keys.ReadCode(c)
			if err != nil || !bytes.Equal(got, secret) {
				t.Fatalf("%q gives %x, %v", c, got, err)
			}
		}
		i := rapid.IntRange(0, len(code)-1).Draw(t, "place")
		slip := rapid.SampledFrom([]byte("0123456789ABCDEFGHJKMNPQRSTVWXYZ")).Draw(t, "slip")
		if code[i] != '-' && code[i] != slip {
			if _, err := keys.ReadCode(code[:i] + string(slip) + code[i+1:]); app.CodeOf(err) != app.CodeKey {
				t.Fatalf("a slip at %d is not noticed: %v", i, err)
			}
		}
	})
	for _, code := range []string{"", "ABCD", strings.Repeat("0", 60), "中文"} {
		if _, err := keys.ReadCode(code); app.CodeOf(err) != app.CodeKey {
			t.Errorf("%q gives %v", code, err)
		}
	}
}

func TestEncryptionIsBoundToTheRow(t *testing.T) {
	k := must(keys.From(keys.New()))(t)
	box := k.Encrypt("row", "11010519491231002X")
	if bytes.Equal(box, k.Encrypt("row", "11010519491231002X")) {
		t.Error("the same text is encrypted the same way twice")
	}
	if text := must(k.Decrypt("row", box))(t); text != "11010519491231002X" {
		t.Error(text)
	}
	if text, err := k.Decrypt("another row", box); app.CodeOf(err) != app.CodeDamaged || text != "" {
		t.Error(text, err)
	}
	other := must(keys.From(keys.New()))(t)
	if text, err := other.Decrypt("row", box); app.CodeOf(err) != app.CodeDamaged || text != "" {
		t.Error(text, err)
	}
	for i := range box {
		broken := bytes.Clone(box)
		broken[i] ^= 1
		if text, err := k.Decrypt("row", broken); err == nil || text != "" {
			t.Errorf("with byte %d changed: %q", i, text)
		}
	}
}

func TestKeyFileIsForItsUserAlone(t *testing.T) {
	s := fresh(t)
	info, err := os.Stat(keys.File(s.Path()))
	try(t, err)
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode != 0o600 {
		t.Errorf("its mode is %o", mode)
	}
}

// A data file without its key gives a sentence, and nothing is made anew.
func TestMissingOrWrongKey(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	code := recoveryOf(t, s)
	try(t, s.Close())
	right := must(os.ReadFile(keys.File(s.Path())))(t)
	wrong := must(os.ReadFile(keys.File(fresh(t).Path())))(t)
	before := must(os.ReadFile(s.Path()))(t)
	for name, content := range map[string][]byte{
		"missing":   nil,
		"another's": wrong,
		"truncated": right[:20],
		"zeroed":    make([]byte, len(right)),
		"empty":     {},
		"future":    []byte(`{"format":2}`),
		"short":     []byte(`{"format":1,"protection":"` + keys.Protection + `","key":"AAAA"}`),
	} {
		t.Run(name, func(t *testing.T) {
			try(t, os.RemoveAll(keys.File(s.Path())))
			if content != nil {
				try(t, os.WriteFile(keys.File(s.Path()), content, 0o600))
			}
			for _, readOnly := range []bool{false, true} {
				_, err := Open(ctx, s.Path(), Options{Clock: at(present), ReadOnly: readOnly})
				if app.CodeOf(err) != app.CodeKey || !strings.Contains(err.Error(), keys.File(s.Path())) {
					t.Errorf("opening gives %v", err)
				}
			}
			left, err := os.ReadFile(keys.File(s.Path()))
			if content == nil && !errors.Is(err, fs.ErrNotExist) || content != nil && !bytes.Equal(left, content) {
				t.Error("the key file was changed")
			}
			if !bytes.Equal(before, must(os.ReadFile(s.Path()))(t)) {
				t.Error("the data file was changed")
			}
			if _, err := Open(ctx, s.Path(), Options{Clock: at(present), RecoveryCode: code[:len(code)-1] + "?"}); app.CodeOf(err) != app.CodeKey {
				t.Errorf("a mistyped code gives %v", err)
			}
			if _, err := Open(ctx, s.Path(), Options{Clock: at(present), RecoveryCode: keys.Code(keys.New())}); app.CodeOf(err) != app.CodeKey {
				t.Errorf("the code of another file gives %v", err)
			}

			r := open(t, s.Path(), Options{Clock: at(present), RecoveryCode: strings.ToLower(code)})
			try(t, r.Close())
			r = open(t, s.Path(), atPresent())
			if got := must(r.Dossier(ctx, d.Event.ID))(t).Invitees[0].Person.IDNumber; got != d.Invitees[0].Person.IDNumber {
				t.Errorf("the ID number is %q", got)
			}
			try(t, r.Close())
			if name == "another's" {
				kept := must(filepath.Glob(filepath.Join(filepath.Dir(s.Path()), "*set-aside*.key")))(t)
				if !slices.ContainsFunc(kept, func(name string) bool { return bytes.Equal(must(os.ReadFile(name))(t), wrong) }) {
					t.Error("the key file of another data file is lost")
				}
			}
		})
	}
}

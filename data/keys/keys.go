// Package keys encrypts the fields that tell who somebody is, finds what is encrypted
// again, and keeps the secret beside the data file and as a recovery code.
package keys

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
)

// Size is the length in bytes of the secret from which all keys are made.
const Size = 32

// Keys are what encrypts fields, finds encrypted values again, and proves that
// a key file belongs to a data file. All are derived from one secret.
type Keys struct {
	Secret []byte
	sealer cipher.AEAD // AES-256-GCM that puts a random nonce before its output
	hash   []byte
	Check  []byte // the check value that the data file holds
}

// New makes a fresh secret.
func New() []byte {
	secret := make([]byte, Size)
	rand.Read(secret) // never fails, see crypto/rand
	return secret
}

// From returns the keys that are made from a secret.
func From(secret []byte) (*Keys, error) {
	k := &Keys{Secret: secret}
	field, err := hkdf.Key(sha256.New, secret, nil, "openday field encryption", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(field)
	if err != nil {
		return nil, err
	}
	if k.sealer, err = cipher.NewGCMWithRandomNonce(block); err != nil {
		return nil, err
	}
	if k.hash, err = hkdf.Key(sha256.New, secret, nil, "openday field hash", 32); err != nil {
		return nil, err
	}
	k.Check, err = hkdf.Key(sha256.New, secret, nil, "openday key check", 32)
	return k, err
}

// Encrypt seals a text for the row with an id: it opens for no other row.
func (k *Keys) Encrypt(rowID, text string) []byte {
	return k.sealer.Seal(nil, nil, []byte(text), []byte(rowID))
}

// Decrypt opens what encrypt made, or fails: it never gives anything else.
func (k *Keys) Decrypt(rowID string, box []byte) (string, error) {
	text, err := k.sealer.Open(nil, nil, box, []byte(rowID))
	if err != nil {
		return "", app.Errorf(app.CodeDamaged, err, "An ID number in the data file cannot be decrypted: the entry is damaged. Have the data file checked, or restore a copy.")
	}
	return string(text), nil
}

// Fingerprint returns the keyed hash of a text.
func (k *Keys) Fingerprint(text string) []byte {
	mac := hmac.New(sha256.New, k.hash)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// IDHash returns the keyed hash of an ID number, the same for all ways of writing it.
func (k *Keys) IDHash(number string) []byte { return k.Fingerprint(idcard.Key(number)) }

// PhoneHash returns the keyed hash of a part of a telephone number in its normal form.
func (k *Keys) PhoneHash(part phonePart, digits string) []byte {
	mac := hmac.New(sha256.New, k.hash)
	mac.Write([]byte("phone\x00" + string(part) + "\x00" + digits))
	return mac.Sum(nil)
}

// Fits reports whether a check value is that of the keys.
func (k *Keys) Fits(check []byte) bool { return hmac.Equal(k.Check, check) }

// Recovery codes are written in Crockford's alphabet, which has no letters that
// look like digits: 32 bytes of secret and 3 of checksum make 56 characters.
var recoveryAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	recoveryChecksum = 3
	recoveryGroup    = 4
)

// Code writes a secret so that a person can keep it on paper.
func Code(secret []byte) string {
	sum := sha256.Sum256(secret)
	plain := recoveryAlphabet.EncodeToString(append(secret[:len(secret):len(secret)], sum[:recoveryChecksum]...))
	var groups []string
	for ; plain != ""; plain = plain[recoveryGroup:] {
		groups = append(groups, plain[:recoveryGroup])
	}
	return strings.Join(groups, "-")
}

var recoverySlips = strings.NewReplacer("-", "", " ", "", "\n", "", "\t", "", "O", "0", "I", "1", "L", "1")

// ReadCode reads what a person typed from paper, with spaces, small
// letters and look-alikes.
func ReadCode(code string) ([]byte, error) {
	plain := recoverySlips.Replace(strings.ToUpper(hanzi.CleanText(code)))
	all, err := recoveryAlphabet.DecodeString(plain)
	if err == nil && len(all) == Size+recoveryChecksum {
		secret := all[:Size]
		if sum := sha256.Sum256(secret); hmac.Equal(sum[:recoveryChecksum], all[Size:]) {
			return secret, nil
		}
	}
	return nil, app.Errorf(app.CodeKey, err, "The recovery code is not complete or has a slip in it. Compare it with the printed one, group by group: it has 14 groups of 4.")
}

// phonePart is the part of a telephone number that a hash is of.
type phonePart string

const (
	WholeNumber phonePart = "whole"
	FirstDigits phonePart = "first"
	LastDigits  phonePart = "last"
)

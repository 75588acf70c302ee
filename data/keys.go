package data

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

// secretSize is the length in bytes of the secret from which all keys are made.
const secretSize = 32

// keys are what encrypts fields, finds encrypted values again, and proves that
// a key file belongs to a data file. All are derived from one secret.
type keys struct {
	secret []byte
	sealer cipher.AEAD // AES-256-GCM that puts a random nonce before its output
	hash   []byte
	check  []byte // the check value that the data file holds
}

func newSecret() []byte {
	secret := make([]byte, secretSize)
	rand.Read(secret) // never fails, see crypto/rand
	return secret
}

func newKeys(secret []byte) (*keys, error) {
	k := &keys{secret: secret}
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
	k.check, err = hkdf.Key(sha256.New, secret, nil, "openday key check", 32)
	return k, err
}

// encrypt seals a text for the row with an id: it opens for no other row.
func (k *keys) encrypt(rowID, text string) []byte {
	return k.sealer.Seal(nil, nil, []byte(text), []byte(rowID))
}

// decrypt opens what encrypt made, or fails: it never gives anything else.
func (k *keys) decrypt(rowID string, box []byte) (string, error) {
	text, err := k.sealer.Open(nil, nil, box, []byte(rowID))
	if err != nil {
		return "", app.Errorf(app.CodeDamaged, err, "An ID number in the data file cannot be decrypted: the entry is damaged. Have the data file checked, or restore a copy.")
	}
	return string(text), nil
}

// fingerprint returns the keyed hash of a text.
func (k *keys) fingerprint(text string) []byte {
	mac := hmac.New(sha256.New, k.hash)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// idHash returns the keyed hash of an ID number, the same for all ways of writing it.
func (k *keys) idHash(number string) []byte { return k.fingerprint(idcard.Key(number)) }

// phoneHash returns the keyed hash of a part of a telephone number in its normal form.
func (k *keys) phoneHash(part phonePart, digits string) []byte {
	mac := hmac.New(sha256.New, k.hash)
	mac.Write([]byte("phone\x00" + string(part) + "\x00" + digits))
	return mac.Sum(nil)
}

func (k *keys) fits(check []byte) bool { return hmac.Equal(k.check, check) }

// Recovery codes are written in Crockford's alphabet, which has no letters that
// look like digits: 32 bytes of secret and 3 of checksum make 56 characters.
var recoveryAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	recoveryChecksum = 3
	recoveryGroup    = 4
)

// recoveryCode writes a secret so that a person can keep it on paper.
func recoveryCode(secret []byte) string {
	sum := sha256.Sum256(secret)
	plain := recoveryAlphabet.EncodeToString(append(secret[:len(secret):len(secret)], sum[:recoveryChecksum]...))
	var groups []string
	for ; plain != ""; plain = plain[recoveryGroup:] {
		groups = append(groups, plain[:recoveryGroup])
	}
	return strings.Join(groups, "-")
}

var recoverySlips = strings.NewReplacer("-", "", " ", "", "\n", "", "\t", "", "O", "0", "I", "1", "L", "1")

// readRecoveryCode reads what a person typed from paper, with spaces, small
// letters and look-alikes.
func readRecoveryCode(code string) ([]byte, error) {
	plain := recoverySlips.Replace(strings.ToUpper(hanzi.CleanText(code)))
	all, err := recoveryAlphabet.DecodeString(plain)
	if err == nil && len(all) == secretSize+recoveryChecksum {
		secret := all[:secretSize]
		if sum := sha256.Sum256(secret); hmac.Equal(sum[:recoveryChecksum], all[secretSize:]) {
			return secret, nil
		}
	}
	return nil, app.Errorf(app.CodeKey, err, "The recovery code is not complete or has a slip in it. Compare it with the printed one, group by group: it has 14 groups of 4.")
}

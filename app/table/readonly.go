package table

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/binary"
	"regexp"
	"strconv"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// shippedPassword is the password under which Excel keeps a workbook of the old form
// whose structure is protected: the user is asked for none. [MS-OFFCRYPTO] 2.4.2.3
const shippedPassword = "VelvetSweatshop"

// unlocked returns the records of a workbook, unlocked where the password that Excel
// ships suffices.
func unlocked(book []byte) ([]byte, error) {
	r := &recordReader{data: book}
	for {
		id, body, err := r.next()
		switch {
		case err != nil || id == recEOF:
			return book, nil // what is wrong with it is said while it is read
		case id == recFilePass:
			open, ok := opened(book, body)
			if !ok {
				return nil, isProtected()
			}
			return open, nil
		}
	}
}

var spins = regexp.MustCompile(`spinCount="(\d+)"`)

// mostSpins is how often a password may be hashed to try it: Excel does so 100,000
// times.
const mostSpins = 200_000

// unlockedPackage returns the parts of a locked workbook of Office Open XML, unlocked
// where the password that Excel ships suffices.
func unlockedPackage(data []byte) ([]byte, error) {
	for _, found := range spins.FindAllSubmatch(data, -1) {
		if n, err := strconv.Atoi(string(found[1])); err != nil || n > mostSpins {
			return nil, isProtected()
		}
	}
	parts, err := excelize.Decrypt(data, &excelize.Options{Password: shippedPassword})
	if err != nil || !bytes.HasPrefix(parts, []byte("PK")) {
		return nil, isProtected()
	}
	return parts, nil
}

// opened returns the records of a workbook that is locked with the password that
// Excel ships, unlocked; false where it is locked with another, or in another way.
// body is that of the record that says how.
func opened(book, body []byte) ([]byte, bool) {
	keys, ok := keysOf(body)
	if !ok {
		return nil, false
	}
	out := append([]byte(nil), book...)
	stream := &keyStream{keys: keys}
	for at := 0; at+4 <= len(out); {
		id, n := int(binary.LittleEndian.Uint16(out[at:])), int(binary.LittleEndian.Uint16(out[at+2:]))
		from, to := at+4, at+4+n
		if to > len(out) {
			break
		}
		switch id { // [MS-XLS] 2.2.10: what is never locked
		case recBOF, recFilePass, 0x00e1, 0x0194, 0x01a5, 0x0138, 0x0196:
			from = to
		case recSheet:
			from = min(from+4, to)
		}
		if err := stream.xor(out[from:to], from); err != nil {
			return nil, false
		}
		if id == recFilePass {
			binary.LittleEndian.PutUint16(out[at:], 0x0042) // the code page, which nobody asks for here
		}
		at = to
	}
	return out, true
}

// keysOf returns the key of a block of the shipped password; false where another is
// needed.
func keysOf(body []byte) (func(block uint32) []byte, bool) {
	if len(body) < 6 || binary.LittleEndian.Uint16(body) != 1 {
		return nil, false
	}
	var password []byte
	for _, u := range utf16.Encode([]rune(shippedPassword)) {
		password = binary.LittleEndian.AppendUint16(password, u)
	}
	major, body := binary.LittleEndian.Uint16(body[2:]), body[6:]
	switch {
	case major == 1 && len(body) >= 48: // [MS-OFFCRYPTO] 2.3.6
		first := md5.Sum(password)
		var salted []byte
		for range 16 {
			salted = append(append(salted, first[:5]...), body[:16]...)
		}
		second := md5.Sum(salted)
		keys := func(block uint32) []byte {
			key := md5.Sum(binary.LittleEndian.AppendUint32(second[:5:5], block))
			return key[:]
		}
		return keys, proves(keys, body[16:32], body[32:48], func(b []byte) []byte { sum := md5.Sum(b); return sum[:] })
	case major >= 2 && major <= 4 && len(body) >= 8: // 2.3.5
		size := int64(binary.LittleEndian.Uint32(body[4:]))
		if size < 32 || int64(len(body)) < 8+size+60 {
			return nil, false
		}
		header, verifier := body[8:8+size], body[8+size:]
		bits := binary.LittleEndian.Uint32(header[16:])
		if bits == 0 {
			bits = 40
		}
		if binary.LittleEndian.Uint32(header[8:]) != 0x6801 || bits%8 != 0 || bits > 128 || binary.LittleEndian.Uint32(verifier) != 16 {
			return nil, false
		}
		first := sha1.Sum(append(append([]byte(nil), verifier[4:20]...), password...))
		keys := func(block uint32) []byte {
			sum := sha1.Sum(binary.LittleEndian.AppendUint32(first[:len(first):len(first)], block))
			key := make([]byte, 16)
			if copy(key, sum[:bits/8]); bits > 40 {
				key = key[:bits/8]
			}
			return key
		}
		return keys, proves(keys, verifier[20:36], verifier[40:60], func(b []byte) []byte { sum := sha1.Sum(b); return sum[:] })
	}
	return nil, false
}

// proves reports whether keys unlock what stands in a file to try them on.
func proves(keys func(uint32) []byte, lockedText, lockedSum []byte, sum func([]byte) []byte) bool {
	c, err := rc4.NewCipher(keys(0))
	if err != nil {
		return false
	}
	text, want := make([]byte, len(lockedText)), make([]byte, len(lockedSum))
	c.XORKeyStream(text, lockedText)
	c.XORKeyStream(want, lockedSum)
	return subtle.ConstantTimeCompare(sum(text), want) == 1
}

// keyStream unlocks bytes by their place in a stream, in blocks with a key each.
type keyStream struct {
	keys   func(uint32) []byte
	block  int // that of the cipher, from 1
	cipher *rc4.Cipher
	at     int // in the block
}

const lockedBlock = 1024 // bytes

// xor unlocks bytes that stand at a place, which never lies before the last one.
func (s *keyStream) xor(data []byte, at int) error {
	for len(data) > 0 {
		if block := at/lockedBlock + 1; block != s.block {
			c, err := rc4.NewCipher(s.keys(uint32(block - 1)))
			if err != nil {
				return err
			}
			s.block, s.cipher, s.at = block, c, 0
		}
		if skip := at%lockedBlock - s.at; skip > 0 {
			unused := make([]byte, skip)
			s.cipher.XORKeyStream(unused, unused)
			s.at += skip
		}
		n := min(len(data), lockedBlock-s.at)
		s.cipher.XORKeyStream(data[:n], data[:n])
		data, at, s.at = data[n:], at+n, s.at+n
	}
	return nil
}

package sheet

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strconv"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// Code is what the code on a page says: which print it is of, and which page. It
// names nobody, and tells nothing without the data file.
type Code struct {
	Sheet string // Token of the print's ID
	Page  int    // from 1
}

// A code's text is the sign of the program, the token, the page and a check character:
// 17 capital letters and figures, few enough for the smallest code that there is, for
// a small one is read from the worst photographs.
const (
	codeSign    = "OD"
	tokenLength = 11
	pageLength  = 3
	mostInCode  = 999
	codeLength  = len(codeSign) + tokenLength + pageLength + 1
)

// Token is the short name of a print on its pages: 55 bits, so that two prints of all
// the offices of a country hardly share one.
func Token(printID string) string {
	sum := sha256.Sum256([]byte("sheet " + printID))
	return base32.StdEncoding.EncodeToString(sum[:])[:tokenLength]
}

// Text is the text of the code; it is empty for a page that no code can name.
func (c Code) Text() string {
	if len(c.Sheet) != tokenLength || c.Page < 1 || c.Page > mostInCode {
		return ""
	}
	text := codeSign + c.Sheet + fmt.Sprintf("%0*d", pageLength, c.Page)
	return text + string(checkLetter(text))
}

// ParseCode reads the text of a code, and reports whether it is one of this program.
func ParseCode(text string) (Code, bool) {
	if len(text) != codeLength || text[:len(codeSign)] != codeSign || text[codeLength-1] != checkLetter(text[:codeLength-1]) {
		return Code{}, false
	}
	page, err := strconv.Atoi(text[len(codeSign)+tokenLength : codeLength-1])
	c := Code{Sheet: text[len(codeSign) : len(codeSign)+tokenLength], Page: page}
	return c, err == nil && c.Text() == text
}

// checkLetter tells a code of this program from one that looks alike by chance.
func checkLetter(text string) byte {
	sum := 7
	for i := range len(text) {
		sum = (sum*31 + int(text[i])) % 10007
	}
	return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[sum%26]
}

// CodeModules is how many modules a code has on each side, without the quiet zone.
const CodeModules = 21

// QuietModules is how many modules around a code stay white.
const QuietModules = 4

// Modules returns the code's modules, rows from the top: true is black.
func (c Code) Modules() ([CodeModules][CodeModules]bool, error) {
	var modules [CodeModules][CodeModules]bool
	text := c.Text()
	if text == "" {
		return modules, fmt.Errorf("no code names page %d of %q", c.Page, c.Sheet)
	}
	code, err := encoder.Encoder_encode(text, decoder.ErrorCorrectionLevel_M, map[gozxing.EncodeHintType]any{gozxing.EncodeHintType_QR_VERSION: 1})
	if err != nil {
		return modules, fmt.Errorf("the code %s cannot be made: %w", text, err)
	}
	matrix := code.GetMatrix()
	for y := range modules {
		for x := range modules[y] {
			modules[y][x] = matrix.Get(x, y) == 1
		}
	}
	return modules, nil
}

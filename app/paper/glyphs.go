package paper

import "openday/app/paper/typeset"

// MissingGlyphs returns the characters of a text that no font at hand has, each
// once: papers draw 〓 in their place. The first call reads the fonts.
func MissingGlyphs(text string) []rune { return typeset.OnThisMachine().Missing(text) }

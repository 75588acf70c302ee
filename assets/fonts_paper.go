package assets

import _ "embed"

// The fonts of the papers. They are TrueType without layout rules or hints;
// fonts/make-paper-fonts.sh makes them and says what each holds, and their
// licences (SIL Open Font License) lie beside them in fonts/paper. They are
// read only when a paper is made.

// PaperSerif is Noto Serif SC: Song letters, every Chinese character that it has.
//
//go:embed fonts/paper/NotoSerifSC-Regular.ttf
var PaperSerif []byte

// PaperSerifBold is Noto Serif SC, bold: the characters of 通用规范汉字表.
//
//go:embed fonts/paper/NotoSerifSC-Bold.ttf
var PaperSerifBold []byte

// PaperSans is Noto Sans SC: Hei letters, every Chinese character that it has.
//
//go:embed fonts/paper/NotoSansSC-Regular.ttf
var PaperSans []byte

// PaperSansBold is Noto Sans SC, bold: the characters of 通用规范汉字表.
//
//go:embed fonts/paper/NotoSansSC-Bold.ttf
var PaperSansBold []byte

// PaperKai is OpenDay Kai, a subset of LXGW WenKai: Kai letters, the characters
// of 通用规范汉字表 and the rare ones that Noto lacks.
//
//go:embed fonts/paper/OpenDayKai-Regular.ttf
var PaperKai []byte

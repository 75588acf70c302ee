package typeset

import (
	"math"
	"unicode/utf16"
)

// srgbProfile makes the colour profile of sRGB (IEC 61966-2-1), as ICC.1:2004-10
// has profiles of screens: what the red, green and blue of a paper mean, where
// an archive asks for it (ISO 19005-2, 6.2.3).
func srgbProfile() []byte {
	fixed := func(values ...float64) (out []byte) {
		for _, v := range values {
			out = be.AppendUint32(out, uint32(int32(math.Round(v*65536))))
		}
		return out
	}
	xyz := func(x, y, z float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(x, y, z)...) }
	words := func(text string) []byte {
		units := utf16.Encode([]rune(text))
		const head = 28 // bytes before the text
		out := append([]byte("mluc\x00\x00\x00\x00"), be.AppendUint32(be.AppendUint32(nil, 1), 12)...)
		out = append(out, "enUS"...)
		out = be.AppendUint32(be.AppendUint32(out, uint32(2*len(units))), head)
		for _, u := range units {
			out = be.AppendUint16(out, u)
		}
		return out
	}
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
	// The primaries and the white of sRGB, seen under D50.
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", words("sRGB IEC61966-2.1")},
		{"cprt", words("No copyright, use freely")},
		{"wtpt", xyz(0.9642, 1, 0.8249)},
		{"chad", append([]byte("sf32\x00\x00\x00\x00"), fixed(1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)...)},
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)},
		{"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)},
		{"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	const head, entry = 128, 12
	table := be.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	for _, t := range tags {
		table = be.AppendUint32(be.AppendUint32(append(table, t.name...), uint32(head+4+entry*len(tags)+len(data))), uint32(len(t.data)))
		data = append(data, t.data...)
		data = append(data, make([]byte, (4-len(data)%4)%4)...)
	}
	out := be.AppendUint32(nil, uint32(head+len(table)+len(data)))
	out = append(out, "\x00\x00\x00\x00\x04\x20\x00\x00mntrRGB XYZ "...)
	for _, part := range []uint16{2021, 1, 1, 0, 0, 0} {
		out = be.AppendUint16(out, part)
	}
	out = append(out, "acsp"...)
	out = append(out, make([]byte, 28)...)            // no platform, flags, maker, model or intent
	out = append(out, fixed(0.9642, 1, 0.8249)...)    // D50
	out = append(out, make([]byte, head-len(out))...) // no creator, no digest
	return append(append(out, table...), data...)
}

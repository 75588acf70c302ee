// Package signs shows how things stand: badges, bars, strips of figures that
// filter what is below them, rows of filters, and what stands in place of an
// empty list.
package signs

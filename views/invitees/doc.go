// Package invitees is the tab of the people (邀请对象): their list and form, rosters
// (名单), the vetting queue (资格审核), the sheet on which attendance (出席) is entered,
// and the people library.
package invitees

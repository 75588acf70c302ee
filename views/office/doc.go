// Package office is what is done with events as a whole: activity workbooks (活动工作簿),
// hand-over files (移交), the audit list (操作记录), and the deletion of personal data.
package office

package own

import (
	"context"
	"io"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
)

// RecoveryName is what the file of a printed recovery code is called.
const RecoveryName = "OpenDay 恢复码.pdf"

// Recovery writes a page with the code that opens the ID numbers of a data file
// on another computer, to be locked away. The error is the context's, the
// writer's, or a sentence for the person.
func Recovery(ctx context.Context, w io.Writer, code, dataFile string, at time.Time) (paper.Report, error) {
	doc := typeset.New(typeset.Options{Title: "OpenDay 恢复码", Created: at, Page: typeset.Plain(false)})
	title := typeset.Style{Role: typeset.SansBold, Size: 22, Align: typeset.Center, After: 12}
	body := typeset.Style{Role: typeset.Serif, Size: 12, Align: typeset.Justify, First: 2, After: 3}
	line := typeset.Style{Role: typeset.SansBold, Size: 20, Align: typeset.Center, After: 4}
	doc.Text(title, "政务开放日数据恢复码")
	doc.Text(body, "数据文件中的身份证号是加密保存的。更换电脑、重装系统或更换登录用户后，需要输入下面的恢复码才能读取。")
	doc.Space(8)
	groups := strings.Split(code, "-")
	const perLine = 4
	for len(groups) > 0 {
		n := min(perLine, len(groups))
		doc.Text(line, strings.Join(groups[:n], " - "))
		groups = groups[n:]
	}
	doc.Space(8)
	doc.Text(body, "输入时不分大小写，短横线和空格可以省略。")
	doc.Text(body, "请将本页密封后交专人锁存，不要与电脑、数据备份放在一起，不要拍照或通过网络发送。任何人凭恢复码和数据文件即可看到全部身份证号。")
	doc.Space(8)
	plain := body
	plain.First, plain.Align = 0, typeset.Left
	doc.Text(plain, "数据文件："+dataFile)
	doc.Text(plain, "打印日期："+app.LongDate(at))
	doc.Text(plain, "保管人：　　　　　　　　　　保管地点：")
	report := paper.Report{Private: true}
	return report, report.Finish(ctx, w, doc)
}

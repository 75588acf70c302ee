package web_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app/paper/typeset"
	"openday/app/paper/web"
)

// filled is a text with every part.
func filled() *web.Official {
	o := web.New("公告")
	o.Title("县民政局\n活动公告")
	o.Body("现公告如下。\n\n欢迎参加。")
	o.Heading(1, "时间")
	o.HeadedBody(2, "上午。", "参观<厂区>")
	o.HeadedBody(3, "", "带证件")
	o.Caption("表1　名额")
	o.Table(typeset.Table{
		Columns: []typeset.Column{{Title: "类别"}, {Title: "名额"}},
		Rows:    []typeset.Row{typeset.Group("名额内"), typeset.Cells("群众\n代表", "5"), {Cells: []typeset.Cell{{Text: "合计5人", Span: 2}}}},
	})
	o.Text(typeset.Style{Align: typeset.Right}, "第1页")
	o.Space(3)
	o.NewPage()
	o.Signature("县民政局", "2026年9月10日")
	o.Annex("附件", "报名表", true)
	o.Heading(1, "说明")
	return o
}

func TestPlainTextReadsLikeAMessage(t *testing.T) {
	want := `县民政局活动公告

　　现公告如下。
　　欢迎参加。
　　一、时间
　　（一）上午。参观<厂区>
　　1.带证件

表1　名额
类别	名额
名额内
群众代表	5
合计5人
第1页

县民政局
2026年9月10日

附件　报名表
　　一、说明
`
	if diff := cmp.Diff(want, filled().Plain()); diff != "" {
		t.Error(diff)
	}
}

func TestHTMLSaysWhatEachPartIs(t *testing.T) {
	want := `<article>
<h1>县民政局活动公告</h1>
<p>现公告如下。</p>
<p>欢迎参加。</p>
<h2>一、时间</h2>
<p><strong>（一）上午。</strong>参观&lt;厂区&gt;</p>
<p><strong>1.</strong>带证件</p>
<p style="text-align:center">表1　名额</p>
<table><thead><tr><th scope="col">类别</th><th scope="col">名额</th></tr></thead><tbody><tr><th scope="rowgroup" colspan="2">名额内</th></tr><tr><td>群众<br>代表</td><td>5</td></tr><tr><td colspan="2">合计5人</td></tr></tbody></table>
<p style="text-align:right">第1页</p>
<footer style="text-align:right">县民政局<br>2026年9月10日</footer>
<h2>附件　报名表</h2>
<h2>一、说明</h2>
</article>
`
	o := filled()
	if diff := cmp.Diff(want, o.Article()); diff != "" {
		t.Error(diff)
	}
	if page := o.HTML(); !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">") || !strings.Contains(page, "<title>公告</title>") || !strings.Contains(page, want) {
		t.Errorf("the page is %s", page)
	}
}

func TestPicturesComeWithTheText(t *testing.T) {
	o := web.New("")
	o.Picture([]byte("\x89PNG\r\n\x1a\n"), 50, `参观"净水厂"`)
	if want := `<figure><img src="data:image/png;base64,iVBORw0KGgo=" alt="参观&#34;净水厂&#34;"><figcaption>参观&#34;净水厂&#34;</figcaption></figure>`; !strings.Contains(o.Article(), want) {
		t.Errorf("%s, want %s", o.Article(), want)
	}
	if got := o.Plain(); got != "（图：参观\"净水厂\"）\n" {
		t.Errorf("plain: %q", got)
	}
}

// names are the elements that a text may have.
var names = map[string]bool{"article": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "p": true, "strong": true, "br": true, "table": true, "thead": true, "tbody": true,
	"tr": true, "th": true, "td": true, "footer": true, "figure": true, "img": true, "figcaption": true}

// Whatever people write, the HTML has no element but its own, and what they wrote is
// in it as it is in the plain text.
func TestWhateverPeopleWriteIsEscaped(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		o := web.New(rapid.String().Draw(r, "title"))
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<script>alert(1)</script>", `" onload="x`, "a&b;<", "\x00\ufffe", "</article>", "\ud7ff\ue000"}))
		for range rapid.IntRange(0, 8).Draw(r, "parts") {
			switch said := text.Draw(r, "text"); rapid.IntRange(0, 8).Draw(r, "part") {
			case 0:
				o.Title(said)
			case 1:
				o.Heading(rapid.IntRange(1, 4).Draw(r, "level"), said)
			case 2:
				o.HeadedBody(2, said, text.Draw(r, "body"))
			case 3:
				o.Caption(said)
			case 4:
				o.Signature(said, text.Draw(r, "date"))
			case 5:
				o.Annex(said, text.Draw(r, "annex"), false)
			case 6:
				o.Table(typeset.Table{Columns: []typeset.Column{{Title: said}, {}}, Rows: []typeset.Row{typeset.Cells(text.Draw(r, "cell")), {}, typeset.Group(said)}})
			case 7:
				o.Text(typeset.Style{Align: typeset.Center, Size: 22}, said)
			default:
				o.Body(said)
			}
		}
		d := xml.NewDecoder(strings.NewReader(o.Article()))
		d.Strict, d.AutoClose, d.Entity = false, []string{"br", "img"}, xml.HTMLEntity
		var seen strings.Builder
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				r.Fatalf("%v in %q", err, o.Article())
			}
			switch token := token.(type) {
			case xml.StartElement:
				if !names[token.Name.Local] {
					r.Fatalf("the element %s stands in %q", token.Name.Local, o.Article())
				}
				for _, a := range token.Attr {
					if a.Name.Local != "style" && a.Name.Local != "scope" && a.Name.Local != "colspan" {
						r.Fatalf("the attribute %s stands in %q", a.Name.Local, o.Article())
					}
				}
			case xml.CharData:
				seen.Write(token)
			}
		}
		bare := strings.NewReplacer("\n", "", "\t", "", "　", "", " ", "")
		if got, want := bare.Replace(seen.String()), bare.Replace(o.Plain()); got != want {
			r.Errorf("HTML says %q, plain text %q", got, want)
		}
	})
}

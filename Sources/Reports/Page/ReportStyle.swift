/// The style sheet of a report.
///
/// Colours are pairs that stay apart for colour-blind eyes (Okabe and Ito): blue for the strategy, teal for gains,
/// vermilion for losses; each is set once for light and once for dark.
enum ReportStyle {
    /// The whole sheet.
    static let text = palette + page + tables + charts + narrow

    private static let light = """
        color-scheme:light;--paper:#fff;--raised:#f6f7f9;--ink:#16191d;--soft:#5a6370;--rule:#dde1e6;
        --strategy:#0067b3;--benchmark:#8b939e;--second:#8a4bb0;--gain:#00856b;--loss:#c4480c;--price:#3b4552;
        --buys:#0067b3;--sells:#d9630f;--grid:#e8ebef;--mark:#fff4d6;
        """
    private static let dark = """
        color-scheme:dark;--paper:#0f1216;--raised:#181c22;--ink:#e7eaee;--soft:#98a2af;--rule:#2a3038;
        --strategy:#58b4f0;--benchmark:#7d8794;--second:#c493e8;--gain:#2fc4a0;--loss:#ff8550;--price:#b7c0cb;
        --buys:#58b4f0;--sells:#ff9d4d;--grid:#20262e;--mark:#3a3013;
        """

    private static var palette: String {
        """

        :root{\(light)}
        @media (prefers-color-scheme:dark){:root:not([data-theme=light]){\(dark)}}
        :root[data-theme=dark]{\(dark)}
        @media print{:root,:root:not([data-theme=light]),:root[data-theme=dark]{\(light)}}

        """
    }

    private static let page = #"""
        *{box-sizing:border-box}
        html{scroll-behavior:smooth;scroll-padding-top:12px;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI",
        Roboto,"Helvetica Neue",Arial,"Noto Sans","DejaVu Sans Condensed","DejaVu Sans",sans-serif;
        font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;
        font-size:.88em}
        a{color:var(--strategy);text-decoration:none}a:hover{text-decoration:underline}
        main{max-width:1240px;margin:0 auto;padding:32px 24px 64px}
        nav ol{list-style:none;margin:0;padding:0}
        nav a{color:var(--soft);display:block;padding:3px 12px;border-left:2px solid transparent}
        nav a:hover{color:var(--ink);text-decoration:none}
        nav a.here{color:var(--ink);border-color:var(--strategy)}
        #theme{font:inherit;font-size:12px;color:var(--soft);background:none;border:1px solid var(--rule);
        border-radius:4px;padding:2px 10px;cursor:pointer}
        #theme:hover{color:var(--ink)}
        @media (min-width:1280px){
        body{display:grid;grid-template-columns:168px minmax(0,1fr)}
        nav{position:sticky;top:0;height:100vh;overflow:auto;padding:36px 0 16px 16px;font-size:13px}
        nav #theme{margin:16px 0 0 12px}
        main{width:100%}
        }
        @media (max-width:1279px){
        nav{display:flex;align-items:center;gap:8px;padding:6px 16px;border-bottom:1px solid var(--rule);
        position:sticky;top:0;background:var(--paper);z-index:5;font-size:13px}
        nav ol{display:flex;overflow-x:auto;flex:1;scrollbar-width:none}
        nav a{white-space:nowrap;padding:3px 8px;border-left:0;border-bottom:2px solid transparent}
        html{scroll-padding-top:48px}
        }
        h1{font-size:28px;line-height:1.2;margin:2px 0 6px;font-weight:650;letter-spacing:-.01em}
        h2{font-size:19px;margin:0 0 14px;font-weight:650}
        h2 small{font-weight:400;font-size:14px;color:var(--soft);margin-left:8px}
        h3{font-size:14px;margin:22px 0 8px;font-weight:650}
        section{margin-top:40px;padding-top:22px;border-top:1px solid var(--rule)}
        .eyebrow{margin:0;font-size:12px;letter-spacing:.07em;text-transform:uppercase;color:var(--soft)}
        .lede{margin:0 0 6px;font-size:15px;color:var(--soft);max-width:80ch}
        .notes{margin:0 0 6px;max-width:80ch;white-space:pre-line}
        .note,.absent{color:var(--soft);font-size:13px;margin:6px 0 14px;max-width:90ch}
        .absent{border-left:2px solid var(--rule);padding-left:10px}
        .none{color:var(--soft)}small{font-size:12px;color:var(--soft)}
        footer{margin-top:48px;color:var(--soft);font-size:12px}
        .facts{display:grid;grid-template-columns:repeat(4,minmax(0,auto));justify-content:space-between;
        gap:10px 24px;margin:18px 0;padding:14px 16px;background:var(--raised);border-radius:6px}
        .facts dt{font-size:12px;color:var(--soft)}.facts dd{margin:0}
        dl:not(.facts){display:grid;grid-template-columns:minmax(96px,max-content) minmax(0,1fr);gap:3px 16px;margin:0}
        dl:not(.facts) dt{color:var(--soft)}dl:not(.facts) dd{margin:0}
        .columns{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:8px 40px;align-items:start}
        header .columns{grid-template-columns:minmax(0,7fr) minmax(0,5fr)}
        header .columns>div>h3:first-child{margin-top:4px}
        .warnings{list-style:none;margin:0 0 18px;padding:0}
        .warnings li{padding:6px 12px;border-left:3px solid var(--rule);margin-bottom:4px;background:var(--raised);
        border-radius:0 4px 4px 0}
        .warnings b{font-size:11px;letter-spacing:.05em;text-transform:uppercase;margin-right:6px}
        .warnings code{color:var(--soft)}.warnings .times{color:var(--soft)}
        .warnings .is-serious{border-color:var(--loss);background:color-mix(in srgb,var(--loss) 12%,var(--paper))}
        .warnings .is-serious b{color:var(--loss)}
        .warnings .is-warning{border-color:#d69e00}
        .clean{color:var(--gain);margin:0 0 14px}.found{color:var(--loss);margin:0 0 14px}
        .leaning{font-size:12px;white-space:nowrap;padding-left:16px;position:relative}
        .leaning::before{content:"";position:absolute;left:2px;top:4px;width:8px;height:8px;border-radius:50%;
        background:var(--benchmark)}
        .leaning.optimistic{color:var(--loss)}.leaning.optimistic::before{background:none;border-radius:0;
        width:0;height:0;border:5px solid transparent;border-bottom:8px solid var(--loss);top:-1px;left:1px}
        .leaning.pessimistic{color:var(--gain)}.leaning.pessimistic::before{background:none;border-radius:0;
        width:0;height:0;border:5px solid transparent;border-top:8px solid var(--gain);top:6px;left:1px}
        pre{background:var(--raised);padding:12px 14px;border-radius:6px;overflow-x:auto;margin:8px 0 16px;
        line-height:1.45}
        .command code{user-select:all}.config{max-height:560px;overflow:auto}
        .hashes dd{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12px;
        overflow-wrap:anywhere}
        details summary{cursor:pointer;color:var(--strategy)}
        @media print{details::details-content{content-visibility:visible;height:auto}}

        """#

    private static let tables = #"""
        .scroll{overflow-x:auto;margin:0 0 16px;scrollbar-width:thin}
        table{border-collapse:collapse;width:100%;font-size:13px;line-height:1.4}
        caption{text-align:left;font-weight:650;font-size:14px;padding:8px 0 6px}
        th{font-weight:500;color:var(--soft);font-size:12px;text-align:left;border-bottom:1px solid var(--rule);
        padding:4px 12px 4px 0;white-space:nowrap;vertical-align:bottom}
        td{padding:5px 12px 5px 0;border-bottom:1px solid var(--grid);vertical-align:top}
        th:last-child,td:last-child{padding-right:0}
        .figure+th:not(.figure),.figure+td:not(.figure){padding-left:12px}
        .figure{text-align:right;white-space:nowrap}
        td small{display:block;line-height:1.35}td b{font-weight:600}
        td .none small{white-space:normal;max-width:170px;margin-left:auto;font-weight:400}
        tbody tr:hover td{background:var(--raised)}
        .down{color:var(--loss)}.rise{color:inherit}
        time,.plain td{white-space:nowrap}.coverage td{white-space:normal}.finding{display:block}
        .group th{font-weight:650;font-size:13px;color:var(--ink);padding-top:18px}
        .headline td:nth-child(2){font-size:15px}
        .metrics td:first-child{white-space:nowrap}.metrics td:last-child{min-width:280px}
        .metrics td:last-child small{display:inline}
        .metrics .meaning{color:var(--soft);font-size:12.5px}
        .interval small{display:inline;margin-left:5px}
        .assumptions td:first-child{min-width:220px}
        .months{table-layout:fixed;min-width:780px}
        .months td{padding:1px;border:0;text-align:right}.months th{padding:4px 7px 4px 1px}
        .months td:nth-child(n+14){padding:5px 7px 5px 0}.months td:first-child{text-align:left;padding-top:5px}
        .months th:last-child,.months td:last-child{padding-right:0}
        .months th:last-child{white-space:normal;overflow-wrap:normal;line-height:1.2}
        .heat{display:block;padding:4px 6px;border-radius:2px;
        background:color-mix(in srgb,var(--heat) var(--share),transparent);
        -webkit-print-color-adjust:exact;print-color-adjust:exact}
        .heat.gain{--heat:var(--gain)}.heat.loss{--heat:var(--loss)}
        .trades{font-size:12px}.trades td,.trades th{padding-right:8px}
        .clip{display:block;max-width:104px;overflow:hidden;text-overflow:ellipsis}.trades th button{all:unset;cursor:pointer}
        .trades th button:focus-visible{outline:2px solid var(--strategy)}
        .trades th[aria-sort=ascending] button::after{content:" ▲";font-size:9px}
        .trades th[aria-sort=descending] button::after{content:" ▼";font-size:9px}
        .pager{display:flex;gap:8px 12px;align-items:center;flex-wrap:wrap;margin:0 0 8px;font-size:13px;
        color:var(--soft)}
        .pager[hidden]{display:none}
        .pager input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--rule);border-radius:4px;
        padding:3px 8px;width:220px;max-width:100%}
        .pager span{margin-left:auto}
        .pager button,.chooser select,.tools button{font:inherit;font-size:12px;color:var(--ink);
        background:var(--paper);border:1px solid var(--rule);border-radius:4px;padding:2px 10px;cursor:pointer}
        .pager button:disabled{opacity:.4;cursor:default}
        .chooser{margin:0 0 8px}.chooser select{font-size:13px;padding:4px 8px}

        """#

    private static let charts = #"""
        figure{margin:0 0 18px}
        figcaption{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 14px;margin-bottom:6px}
        figcaption h3{margin:0}
        .legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:12px;color:var(--soft)}
        .key::before{content:"";display:inline-block;width:14px;height:3px;border-radius:1px;vertical-align:middle;
        margin-right:5px;background:var(--tone)}
        .key.buys::before,.key.sells::before{width:8px;height:8px;border-radius:50%}
        .strategy{--tone:var(--strategy)}.benchmark{--tone:var(--benchmark)}.second{--tone:var(--second)}
        .gain{--tone:var(--gain)}.loss{--tone:var(--loss)}.price{--tone:var(--price)}.buys{--tone:var(--buys)}
        .sells{--tone:var(--sells)}
        .readout{white-space:pre-wrap;font-size:12px;margin-left:auto;min-height:18px;color:var(--ink)}
        .tools{display:inline-flex;gap:4px}
        .switch{font-size:12px;border:1px solid var(--rule);border-radius:4px;overflow:hidden;display:inline-flex}
        .switch label{padding:1px 9px;cursor:pointer;color:var(--soft)}
        .scale{position:absolute;opacity:0;pointer-events:none}
        .to-linear:checked~figcaption label:first-of-type,
        .to-logarithmic:checked~figcaption label:last-of-type{background:var(--strategy);color:var(--paper)}
        .scale:focus-visible~figcaption .switch{outline:2px solid var(--strategy)}
        .to-linear:checked~.plot .still.logarithmic,.to-logarithmic:checked~.plot .still.linear{display:none}
        .chart{position:relative}
        .plot{position:relative;padding:6px 8px 22px 58px}
        .still{position:relative;width:100%;height:100%}
        .still svg{display:block;width:100%;height:100%;overflow:visible}
        .still path{vector-effect:non-scaling-stroke;fill:none}
        .still .grid{stroke:var(--grid);stroke-width:1}
        .still .level{stroke:var(--benchmark);stroke-width:1}
        .still .line{stroke:var(--tone);stroke-width:1.5;stroke-linejoin:round}
        .still .line.benchmark{stroke-width:1.2}
        .still .line.price{stroke-width:1}
        .still .area{fill:var(--tone);opacity:.16}.still .band{fill:var(--tone);opacity:.22}
        .still .bar{fill:var(--tone)}.still .spans{stroke:var(--tone);stroke-width:1.2;opacity:.55}
        .still .dots{stroke:var(--tone);stroke-width:6;stroke-linecap:round;opacity:.85}
        .still span{position:absolute;font-size:11px;line-height:14px;color:var(--soft);white-space:nowrap}
        .still .up{right:100%;margin:-7px 7px 0 0}
        .still .across{top:100%;margin-top:5px;transform:translateX(-50%)}
        .live{display:none}
        .alive>.plot{padding:0}
        .alive>.plot>.still{display:none}
        .alive .live{display:block;position:absolute;inset:0}
        .alive .dygraph-axis-label{color:var(--soft);font-size:11px}
        .alive .dygraph-legend{display:none}
        .hair{position:absolute;top:0;bottom:22px;width:0;border-left:1px solid var(--soft);pointer-events:none;
        display:none;z-index:3}
        @media print{
        nav,.readout,.tools,.switch,.pager,.chooser{display:none!important}
        main{max-width:none;padding:0}body{display:block;font-size:11px}
        section{break-inside:auto;margin-top:20px;padding-top:12px}
        figure,tr,.warnings li{break-inside:avoid}
        .scroll{overflow:visible}.months{min-width:0}.trades{font-size:7px}
        .columns,header .columns{display:block}.plain td,.plain time{white-space:normal}
        .trades td{overflow-wrap:anywhere;padding-right:4px}.clip{max-width:none;overflow:visible}
        .alive>.plot{padding:6px 8px 22px 58px}
        .alive>.plot>.still{display:block}.alive .live{display:none}
        .alive>.to-linear:checked~.plot>.still.logarithmic,
        .alive>.to-logarithmic:checked~.plot>.still.linear{display:none}
        .chart[hidden]{display:block!important}
        .still path,.key::before,.leaning::before{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .config{max-height:none;white-space:pre-wrap}pre{white-space:pre-wrap}
        }

        """#

    private static let narrow = #"""
        @media (max-width:760px){
        main{padding:20px 16px 48px}
        h1{font-size:23px}h2 small{display:block;margin-left:0}
        .facts{grid-template-columns:repeat(2,minmax(0,1fr))}
        .columns,header .columns{grid-template-columns:minmax(0,1fr)}
        .plot{padding-left:46px}.still .across:nth-of-type(odd){display:none}
        .assumptions td:first-child{min-width:0}.metrics td:first-child{white-space:normal}
        }

        """#
}

/// Rules of a sweep report's page, after those that every page has.
enum SweepStyle {
    /// The rules.
    static let text = base + tones

    private static let base = #"""
        .verdict{padding:8px 12px;border-left:3px solid var(--rule);background:var(--raised);border-radius:0 4px 4px 0;
        margin:0 0 18px;max-width:none}
        .verdict.unshown{border-color:#d69e00}
        .columns>figure,.columns>p{margin-top:0}
        .named>.plot{padding:24px 10px 42px 58px}
        .named .still .axis-up{bottom:100%;left:0;margin:0 0 4px -50px;color:var(--ink)}
        .named .still .axis-across{top:100%;right:0;margin-top:22px;color:var(--ink)}
        .still .beside{margin:-7px 0 0 7px;color:var(--ink)}
        .still .beside,.still .before{text-shadow:0 0 3px var(--paper),0 0 3px var(--paper),0 0 3px var(--paper)}
        .still .before{transform:translateX(-100%);margin:-7px 0 0 -7px;color:var(--ink)}
        .still .above{transform:translate(-50%,-100%);margin-top:-4px}
        .still .below{transform:translateX(-50%);margin-top:4px}
        .still .foot{transform:translateX(-50%);margin-top:19px;color:var(--ink);font-weight:600}
        .still .bar.cell{shape-rendering:crispEdges}
        .still .cloud{stroke-width:3.2;opacity:.5}
        .still .halo{stroke:var(--paper);stroke-width:13;opacity:1}
        .still .chosen{stroke:var(--loss);stroke-width:9;opacity:1}
        .still .core{stroke:var(--paper);stroke-width:4;opacity:1}
        .key.chosen{--tone:var(--loss)}.key.chosen::before,.key.dot::before{width:8px;height:8px;border-radius:50%}
        .still .near{stroke-width:4}.still .around{opacity:.1}
        .still .soft{opacity:.55}.still .box{opacity:.25}
        .still .equality{stroke-dasharray:5 4}
        .still .line.strand{stroke-width:1.1;opacity:.55}.still .line.strand.first{stroke:var(--loss);stroke-width:2.5;
        opacity:1}
        .still .line.rail{stroke:var(--soft);stroke-width:1}
        .still .line.mark{stroke-width:2}
        .ramp{display:flex;flex-wrap:wrap;align-items:center;gap:0 1px;font-size:12px;color:var(--soft);margin:0 0 14px}
        .ramp span{margin:0 6px}.ramp .tone{display:inline-block;width:16px;height:12px;background:var(--tone)}
        .trials td,.trials th,.winners td{white-space:nowrap}.trials{font-size:12px}.trials td,.trials th{
        padding-right:12px}
        .effects,.reasons,.space{max-width:900px}
        .reasons td:first-child,.space td{white-space:normal;overflow-wrap:anywhere}
        .effects td:last-child{width:45%;padding:5px 0}.strip{height:16px}
        @media print{.trials{font-size:7px}.still path,.verdict,.tone{-webkit-print-color-adjust:exact;
        print-color-adjust:exact}}

        """#

    /// A rule for each tone, from nearly the paper's colour to the full one.
    private static var tones: String {
        (0..<HeatScale.levels).map { level in
            let share = 10 + level * 90 / (HeatScale.levels - 1)
            return ".heat\(level){--tone:color-mix(in srgb,var(--strategy) \(share)%,var(--paper))}\n"
        }.joined()
    }
}

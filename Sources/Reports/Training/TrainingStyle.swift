/// Rules of a training report's page, after those that every page has.
enum TrainingStyle {
    /// The rules.
    static let text = #"""
        .verdict{padding:8px 12px;border-left:3px solid var(--rule);background:var(--raised);border-radius:0 4px 4px 0;
        margin:0 0 18px;max-width:none}
        .verdict.shown{border-color:var(--gain)}.verdict.unshown{border-color:#d69e00}
        .columns>figure,.columns>p{margin-top:0}
        .still .cloud{stroke-width:3;opacity:.4}
        .still .faint{stroke-width:1;opacity:.3}
        .still .line.fitted{stroke-width:2}
        .still .equality{stroke-dasharray:5 4}
        .still .trained{opacity:.4}.key.embargo::before{width:14px;height:3px;border-radius:1px}
        .scores td,.folds td{white-space:nowrap}
        .scores td small,.folds td small{white-space:nowrap}
        .scores .none small,.folds .none small{white-space:normal}
        .folds{font-size:12px}.folds td,.folds th{padding-right:10px}
        .bins,.drift{max-width:900px}
        .importance td:last-child{width:45%;padding:5px 0}.strip{height:18px}
        .strip .bar{opacity:.6}.strip .spans{opacity:1;stroke-width:1.5}
        .features{max-width:900px}.features td:first-child{width:34%}
        .importance td:first-child,.drift td:first-child,.features td:first-child{white-space:normal;
        overflow-wrap:anywhere}
        .features code{white-space:normal;overflow-wrap:anywhere}
        @media print{.folds{font-size:7px}.folds td,.folds th{padding-right:4px}
        .still path,.verdict{-webkit-print-color-adjust:exact;print-color-adjust:exact}}

        """#
}

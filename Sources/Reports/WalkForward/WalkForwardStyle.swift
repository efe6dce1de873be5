/// Rules of the walk-forward section, after those that every page has.
enum WalkForwardStyle {
    /// The rules.
    static let text = #"""
        .verdict{padding:8px 12px;border-left:3px solid var(--rule);background:var(--raised);border-radius:0 4px 4px 0;
        margin:0 0 18px;max-width:none}
        .columns>figure,.columns>p{margin-top:0}
        .named>.plot{padding:24px 10px 42px 58px}
        .named .still .axis-up{bottom:100%;left:0;margin:0 0 4px -50px;color:var(--ink)}
        .named .still .axis-across{top:100%;right:0;margin-top:22px;color:var(--ink)}
        .still .halo{stroke:var(--paper);stroke-width:13;opacity:1}
        .still .chosen{stroke:var(--loss);stroke-width:9;opacity:1}
        .still .core{stroke:var(--paper);stroke-width:4;opacity:1}
        .key.chosen{--tone:var(--loss)}.key.chosen::before,.key.dot::before{width:8px;height:8px;border-radius:50%}
        .still .equality{stroke-dasharray:5 4}
        .still .trained,.still .untraded{opacity:.4}.still .faint{stroke-width:1;opacity:.45}
        .windows{font-size:12px}.windows td,.windows th{white-space:nowrap;padding-right:12px}
        .windows .none small{white-space:normal}
        @media print{.windows{font-size:7px}.still path,.verdict{-webkit-print-color-adjust:exact;
        print-color-adjust:exact}}

        """#
}

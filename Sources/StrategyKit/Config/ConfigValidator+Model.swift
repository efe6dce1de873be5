import Core

extension ConfigValidator {
    /// Checks what no single key of a model can say.
    mutating func checkModel(_ model: ConfigValue) {
        if let features = model["features"], features.entries.isEmpty {
            report(
                features.place, "'strategy.model.features' needs at least one feature, such as r1: close / close[1] - 1"
            )
        }
        for transform in model["transforms"]?.elements ?? [] { checkTransform(transform) }
        checkLabel(model)
        checkValidation(model)
        checkPolicy(model)
        if let select = model["select"], select["parameters"]?.entries.isEmpty == true {
            report(select.place, "'strategy.model.select.parameters' names no parameter")
        }
    }

    private mutating func checkTransform(_ transform: ConfigValue) {
        let kind = transform["kind"]?.text ?? ""
        if kind == "select", transform["count"] == nil {
            report(
                transform.place, "'strategy.model.transforms' of kind select needs 'count': how many features are kept")
        }
        if let count = transform["count"], kind != "select", kind != "pca" {
            report(count.place, "'count' does nothing for the transform \(kind); it is for select and pca")
        }
        if let tail = transform["tail"], kind != "winsorise" {
            report(tail.place, "'tail' does nothing for the transform \(kind); it is for winsorise")
        }
    }

    private mutating func checkLabel(_ model: ConfigValue) {
        guard let label = model["label"] else { return }
        let kind = LabelPlan.Kind(rawValue: label["kind"]?.text ?? "") ?? .simpleReturn
        func refuse(_ name: String, _ use: String, unless isRead: Bool) {
            guard let value = label[name], !isRead else { return }
            report(value.place, "'strategy.model.label.\(name)' does nothing here; \(use)")
        }
        refuse("dead_band", "it is for label.kind: sign", unless: kind == .sign && label["side"] == nil)
        refuse("gain", "it is for labels with barriers", unless: kind.isBarrier)
        refuse("loss", "it is for labels with barriers", unless: kind.isBarrier)
        refuse("touch", "it is for labels with barriers", unless: kind.isBarrier)
        refuse("width", "it is for scaled returns and barriers", unless: kind.needsWidth)
        refuse("cost", "it is for label.side", unless: label["side"] != nil)
        let isNumber = label["side"] == nil && kind != .sign && kind != .tripleBarrier
        refuse("across", "it is for labels that are returns, without label.side", unless: isNumber)
        if let across = label["across"], isNumber, let on = model["on"], on.elements.count == 1 {
            report(
                across.place,
                "'strategy.model.label.across' needs two instruments or more; strategy.model.on names one")
        }
    }

    private mutating func checkValidation(_ model: ConfigValue) {
        guard let validation = model["validation"] else { return }
        let kind = validation["kind"]?.text ?? "walk-forward"
        for name in ["folds", "test_folds", "embargo"] {
            guard let value = validation[name] else { continue }
            if kind == "walk-forward" {
                report(
                    value.place,
                    "'strategy.model.validation.\(name)' does nothing for walk-forward, whose folds are those of "
                        + "'strategy.model.retrain'")
            } else if kind == "k-fold", name == "test_folds" {
                report(value.place, "'strategy.model.validation.test_folds' is for combinatorial folds")
            }
        }
    }

    private mutating func checkPolicy(_ model: ConfigValue) {
        guard let policy = model["policy"] else { return }
        let kind = policy["kind"]?.text ?? "thresholds"
        let read: [String: [String]] = [
            "thresholds": ["buy", "sell", "exit_long", "exit_short", "weight", "units"],
            "proportional": ["scale", "cap", "band"], "rank": ["weight", "top", "band"],
            "kelly": ["fraction", "lookback", "cap", "band"],
        ]
        let known = (read[kind] ?? []) + ["kind", "side", "every"]
        for entry in policy.entries where !known.contains(entry.key.text) {
            report(
                entry.key.place,
                "'strategy.model.policy.\(entry.key.text)' does nothing for \(kind), which reads "
                    + known.joined(separator: ", "))
        }
        if kind == "proportional", policy["scale"] == nil {
            report(policy.place, "'strategy.model.policy' of kind proportional needs 'scale', a number above 0")
        }
        if kind == "kelly" { checkBarriersOfKelly(model) }
        if kind == "thresholds" { checkLevels(policy, followsSide: model["label.side"] != nil) }
        for (inner, outer, isAbove) in [("exit_long", "buy", false), ("exit_short", "sell", true)] {
            guard let exit = policy[inner], let a = exit.number, let b = policy[outer]?.number else { continue }
            if isAbove ? a < b : a > b {
                report(
                    exit.place,
                    "'strategy.model.policy.\(inner)' is \(a.shortestText), \(isAbove ? "below" : "above") '\(outer)', "
                        + "\(b.shortestText): a position would be closed at the bar that opens it")
            }
        }
        if policy["side"]?.text == "both", let sell = policy["sell"], let a = sell.number,
            let b = policy["buy"]?.number,
            a > b
        {
            report(
                sell.place,
                "'strategy.model.policy.sell' is \(a.shortestText), above 'buy', \(b.shortestText): a prediction between "
                    + "them would do both")
        }
    }

    /// Levels that nothing is held against, and two sizes.
    private mutating func checkLevels(_ policy: ConfigValue, followsSide: Bool) {
        let side = policy["side"]?.text ?? "long"
        for (name, other) in [("buy", "short"), ("exit_long", "short"), ("sell", "long"), ("exit_short", "long")] {
            guard let value = policy[name] else { continue }
            if followsSide {
                // Whether a side is followed, buy and exit_long say, whichever it is.
                guard other == "long" else { continue }
                report(
                    value.place,
                    "'strategy.model.policy.\(name)' does nothing with 'label.side', which is followed above 'buy' and left "
                        + "below 'exit_long'")
            } else if side == other {
                report(
                    value.place,
                    "'strategy.model.policy.\(name)' does nothing with 'side: \(side)'; choose side: both, or leave it out"
                )
            }
        }
        if let units = policy["units"], policy["weight"] != nil {
            report(units.place, "'strategy.model.policy' takes one of the keys 'weight' and 'units', not both")
        }
    }

    /// From which barrier is met an expected return follows only where both are as far.
    private mutating func checkBarriersOfKelly(_ model: ConfigValue) {
        guard let label = model["label"], let kind = label["kind"]?.text.flatMap({ LabelPlan.Kind(rawValue: $0) }),
            kind == .tripleBarrier || kind == .barrierReturn && label["side"] != nil
        else { return }
        let (gain, loss) = (label["gain"]?.number, label["loss"]?.number)
        guard gain == nil || gain != loss else { return }
        func shown(_ width: Double?) -> String { width?.shortestText ?? "absent" }
        report(
            model["policy.kind"]?.place ?? model.place,
            "'strategy.model.policy.kind: kelly' needs 'label.gain' and 'label.loss' to be the same here, as which of them "
                + "is met says what is earned only then; found \(shown(gain)) and \(shown(loss)); give both the same, let "
                + "'label.kind: barrier-return' be predicted without a side, or choose another policy")
    }
}

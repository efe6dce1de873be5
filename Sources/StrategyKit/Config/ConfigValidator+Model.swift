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
        refuse("width", "it is for scaled returns and barriers", unless: kind.needsWidth)
        refuse("cost", "it is for label.side", unless: label["side"] != nil)
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
            "thresholds": ["buy", "sell", "exit_long", "exit_short", "weight"],
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
}

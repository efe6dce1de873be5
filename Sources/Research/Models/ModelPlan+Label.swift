import Core
public import StrategyKit
public import TimeSeries

extension ModelPlan {
    /// What is predicted on some data, in a line: the label with the unit of what is scaled, and with the prices that the
    /// data have.
    ///
    ///     scaled-return over 1 bar, next open to open, in units of the deviation over 20 bars
    ///
    /// Where data have closes alone, a label between opens runs between the closes that stand for them.
    public func labelText(on panel: Panel) -> String {
        var text = label.text
        let traded = panel.series.filter(\.instrument.isTradable)
        let closes = traded.count { $0.content == .closes }
        if label.isFromOpen, closes > 0 {
            if closes == traded.count {
                text = text.replacing("next open to open", with: "next close to close")
            } else {
                text += " (next close to close where data have closes alone)"
            }
        }
        if let unit = widthText {
            switch label.kind {
            case .scaledReturn: text += ", in units of \(unit)"
            case .tripleBarrier, .barrierReturn: text += ", barriers in units of \(unit)"
            case .simpleReturn, .logReturn, .sign: break
            }
        }
        return text
    }

    /// The width in words; `nil` where labels have none.
    private var widthText: String? {
        guard let expression = features.widthExpression else { return nil }
        let deviation = /stddev\(close ?\/ ?close\[1\] ?- ?1, ?(\d+)\)/
        return (try? deviation.wholeMatch(in: expression)).map { "the deviation over \($0.1) bars" } ?? expression
    }
}

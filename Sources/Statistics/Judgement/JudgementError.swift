/// Why a judgement on trials could not be made.
public enum JudgementError: Error, Equatable, CustomStringConvertible {
    /// A return is NaN or infinite: the trial and the day, from zero.
    case notFinite(trial: Int, day: Int)
    /// A return of the benchmark is NaN or infinite: the day, from zero.
    case benchmarkNotFinite(day: Int)
    /// A position or a return of an instrument is NaN or infinite: which it is, the instrument and the day, from zero.
    case instrumentNotFinite(figure: String, instrument: Int, day: Int)
    /// The return of a trade is NaN or infinite: the trade, from zero.
    case tradeNotFinite(trade: Int)
    /// There are no trades.
    case noTrades(purpose: String)
    /// Lengths that do not go together: what was found and what is needed.
    case shape(found: String, needed: String)
    /// Too few trials: how many there are, how many are needed, and for what.
    case tooFewTrials(found: Int, needed: Int, purpose: String)
    /// Too few days: how many there are, how many are needed, and for what.
    case tooFewDays(found: Int, needed: Int, purpose: String)
    /// A parameter is out of its range: its name, what was found, what is allowed.
    case parameter(name: String, found: String, allowed: String)
    /// No series varies, so that there is nothing to judge.
    case noVariation(purpose: String)

    /// What was found, what is needed, and the remedy.
    public var description: String {
        switch self {
        case .notFinite(let trial, let day):
            "the return of trial \(trial) on day \(day) is not a finite number; leave that trial out, or repair its run"
        case .benchmarkNotFinite(let day):
            "the return of the benchmark on day \(day) is not a finite number; repair its data or take a shorter period"
        case .instrumentNotFinite(let figure, let instrument, let day):
            "the \(figure) of instrument \(instrument) on day \(day) is not a finite number; repair its data or take a "
                + "shorter period"
        case .tradeNotFinite(let trade):
            "the return of trade \(trade) is not a finite number; leave it out, or repair its run"
        case .noTrades(let purpose): "there are no trades, which \(purpose) needs: did the run trade at all?"
        case .shape(let found, let needed): "found \(found), expected \(needed)"
        case .tooFewTrials(let found, let needed, let purpose):
            "\(found) trials are too few for \(purpose): it needs \(needed)"
        case .tooFewDays(let found, let needed, let purpose):
            "\(found) days are too few for \(purpose): it needs \(needed); take a longer period"
        case .parameter(let name, let found, let allowed): "\(name) is \(found); allowed is \(allowed)"
        case .noVariation(let purpose): "no returns vary, which \(purpose) needs: did any trial trade?"
        }
    }
}

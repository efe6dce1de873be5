import Core
import Learning
public import Simulation
import TimeSeries

/// A model that trades: it is fitted again and again on what is known by then, predicts at every bar of every instrument,
/// and a policy makes orders of the predictions.
///
/// At each instant at which bars end:
/// 1. The features of these bars are computed and kept.
/// 2. Where a training is due, the model is fitted on all samples whose label has ended by now (S67): there are no others,
///    since only what has been seen is kept. Where the fit fails, the model before stays, and the log says why.
/// 3. Instruments with a new bar and a whole window are predicted, and the policy decides.
///
/// Where a prediction fails, nothing is done with its instrument at that bar, and the record says why. A run that is no
/// longer wanted ends within a fit.
///
/// No order is taken before the first fit (S16). After a split features are computed anew in the new units, while the model
/// in force knows the old ones until its next training: features should be free of units, as returns and ratios are.
///
/// - Verified by: `ModelStrategyTests` (a loop by hand), `ModelFailureTests`, `ModelFutureTests`, `ModelSplitTests`.
public struct ModelStrategy: Strategy {
    /// Made from a plan only.
    public typealias Parameters = NoParameters

    /// The plan.
    public let plan: ModelPlan
    let universe: Universe
    /// What was seen and predicted.
    public let record: PredictionRecord
    private let policy: PolicyDesk
    private var trainer: ModelTrainer
    /// What is predicted of each instrument at this instant, in the order of the recorder's; `nan` where nothing is.
    private(set) var predictions: [Double] = []
    /// The instants at which predictions were made.
    private var decisions = 0
    /// After how many steps without a fit it is asked whether the run is still wanted.
    private static let patience = 64

    /// A model without features predicts nothing: strategies of this type are made from a plan.
    ///
    /// - Throws: `StrategyError` always.
    public init(_ parameters: NoParameters, for universe: Universe) throws(StrategyError) {
        throw StrategyError("a model strategy is made from a config: strategy.model")
    }

    /// A strategy for a universe.
    ///
    /// - Throws: `StrategyError` where a symbol that the model names is not in it, or takes no orders.
    init(_ plan: ModelPlan, for universe: Universe) throws(StrategyError) {
        self.plan = plan
        self.universe = universe
        let recorder = try FeatureRecorder(plan.features, for: universe)
        record = PredictionRecord(recorder)
        policy = PolicyDesk(
            plan: plan.policy, universe: universe, instruments: recorder.instruments, label: plan.label)
        trainer = ModelTrainer(plan)
    }

    private var recorder: FeatureRecorder { record.recorder }

    /// Learns from what ended just now, predicts, and sends the policy's orders.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        if market.step == 0 { record.start() }
        let (step, continuation) = (market.step, desk.continuation)
        if step % ModelStrategy.patience == 0, !continuation.isWanted(at: step) { return desk.interrupt() }
        if market.hasRescaledHistory { trainer.noteRescaling() }
        predictions = [Double](repeating: .nan, count: recorder.instruments.count)
        let width = plan.features.features.count
        let due = record.recorder.update(market)
        let whole = due.filter { recorder.rows[$0].hasWholeWindow(plan.window, width: width) }
        if !whole.isEmpty {
            do throws(LearningError) {
                let training = try trainer.pass(market.now, rows: recorder.rows) { !continuation.isWanted(at: step) }
                if let training { desk.note(training) }
            } catch { return desk.interrupt() }
        }
        guard let fitted = trainer.fitted else { return desk.keepWarmingUp() }
        guard !whole.isEmpty else { return }
        predict(whole, by: fitted, market)
        decisions += 1
        guard desk.isOpen, (decisions - 1) % plan.policy.every == 0 else { return }
        policy.act(forecasts(whole, market), market, &desk)
    }

    /// Predicts instruments together; where that fails, each alone, so that one does not lose the others.
    private mutating func predict(_ whole: [Int], by fitted: any FittedModel, _ market: borrowing Market) {
        if let values = try? values(whole, by: fitted) { return keep(values, of: whole, market) }
        for place in whole {
            do throws(LearningError) {
                keep(try values([place], by: fitted), of: [place], market)
            } catch {
                record.note(
                    .init(
                        time: market.now.nanoseconds, instrument: recorder.instruments[place], reason: error.description
                    ))
            }
        }
    }

    private func values(_ whole: [Int], by fitted: any FittedModel) throws(LearningError) -> [Double] {
        let stretch = plan.window * plan.features.features.count
        return try fitted.predict(
            SampleInputs(
                features: plan.features.names, window: plan.window, instruments: whole.map { recorder.instruments[$0] },
                values: whole.flatMap { recorder.rows[$0].features.suffix(stretch) }))
    }

    private mutating func keep(_ values: [Double], of whole: [Int], _ market: borrowing Market) {
        for (place, value) in zip(whole, values) {
            predictions[place] = value
            record.append(
                .init(
                    time: market.now.nanoseconds, instrument: recorder.instruments[place], value: value,
                    training: trainer.numberInForce))
        }
    }

    /// The finite predictions with what the policy needs besides.
    private func forecasts(_ whole: [Int], _ market: borrowing Market) -> [PolicyDesk.Forecast] {
        whole.compactMap { place in
            guard predictions[place].isFinite else { return nil }
            var direction: Double?
            if plan.label.hasSide {
                guard let side = recorder.rows[place].sides.last, side > 0 || side < 0 else { return nil }
                direction = side
            }
            var forecast = PolicyDesk.Forecast(
                instrument: recorder.instruments[place], value: predictions[place], direction: direction)
            if plan.policy.kind == .kelly {
                forecast.width = recorder.rows[place].widths.last ?? .nan
                forecast.variance = variance(recorder.rows[place].closes)
            }
            return forecast
        }
    }

    /// The variance of the return over the horizon: that of one bar over the policy's look back, times the horizon.
    private func variance(_ closes: [Double]) -> Double {
        guard closes.count > plan.policy.lookback else { return .nan }
        let last = closes.suffix(plan.policy.lookback + 1)
        let returns = zip(last.dropFirst(), last).map { $0 / $1 - 1 }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return squares / Double(returns.count - 1) * Double(plan.label.horizon)
    }
}

/// The features of every instrument, then its prediction.
extension ModelStrategy: TracedStrategy {
    /// The features first, so that a finding names the cause.
    public var traceColumns: [TraceColumn] {
        let symbols = recorder.instruments.map { universe.instruments[$0.place].symbol }
        return symbols.flatMap { symbol in
            plan.features.features.map { TraceColumn(symbol: symbol, name: $0.name, rules: ["prediction"]) }
        } + symbols.map { TraceColumn(symbol: $0, name: "prediction", rules: ["policy"], isLearnt: true) }
    }

    /// The features of the last bar of each instrument, and what is predicted now.
    public func appendTrace(to values: inout [Double]) {
        let width = plan.features.features.count
        for place in recorder.instruments.indices {
            let features = recorder.rows.isEmpty ? [] : recorder.rows[place].features.suffix(width)
            values += features
            for _ in features.count..<width { values.append(.nan) }
        }
        if predictions.isEmpty {
            for _ in recorder.instruments { values.append(.nan) }
        } else {
            values += predictions
        }
    }
}

internal import Core
internal import Simulation
internal import TimeSeries

/// The fitted models of the instruments of a panel, and what their draws have in common.
struct ModelPanel: Sendable {
    let fits: [HistoryGenerator.Fit]
    let notes: [String]
    private let models: [any ReturnModel]
    private let bars: [SyntheticBars]
    private let rows: BarRowGrid
    private let correlation: InnovationCorrelation
    /// What remained of real returns in the rows in which all instruments have a return; `nil` for normal innovations.
    private let drawn: ResidualRows?
    private let usesCommonDraws: Bool

    /// Fits a model to each instrument.
    init<Model: ReturnModel>(
        _ panel: Panel, _ type: Model.Type, _ settings: [String: ParameterValue]
    ) throws(HistoryError) {
        var options = Model.Parameters()
        try options.set(settings)
        var (models, fits, notes) = ([Model](), [HistoryGenerator.Fit](), [String]())
        var (bars, residuals) = ([SyntheticBars](), [[Double]]())
        for series in panel.series {
            let series = series.adjustedForSplits()
            try ModelPanel.check(series)
            let synthetic = SyntheticBars(series)
            let returns = synthetic.shape.returns(of: series)
            let symbol = series.instrument.symbol
            guard let low = returns.min(), let high = returns.max(), high - low > 1e-12 else {
                throw .constant(symbol: symbol)
            }
            let fit = Model.fit(returns, yearsPerBar: ModelPanel.yearsPerBar(series), options: options)
            var parameters = Model.centred(fit.model.parameters, on: returns)
            try parameters.set(settings)
            if let problem = Model.problem(with: parameters) { throw problem }
            let model = Model(parameters, yearsPerBar: ModelPanel.yearsPerBar(series))
            if let note = fit.note { notes.append("\(symbol): \(note).") }
            fits.append(
                .init(
                    symbol: symbol, parameters: parameters.values, logLikelihood: fit.logLikelihood,
                    isConverged: fit.isConverged))
            models.append(model)
            bars.append(synthetic)
            residuals.append(model.residuals(of: returns))
        }
        let rows = BarRowGrid(bars.map(\.series))
        let aligned = residuals.indices.map { rows.aligned(residuals[$0], of: $0) }
        self.rows = rows
        correlation = InnovationCorrelation(aligned, shares: models.map(\.innovationShare))
        for (one, other) in correlation.unknownPairs {
            notes.append(
                "\(fits[one].symbol) and \(fits[other].symbol) have too few bars in common: their histories are independent."
            )
        }
        if correlation.shrinkage > 0 {
            let percent = ((correlation.shrinkage * 1_000).rounded(.up) / 10).shortestText
            notes.append(
                "The correlations of all pairs fit no joint law; they are shrunk towards zero by \(percent) % of their size."
            )
        }
        drawn = models.contains { $0.drawsResiduals } ? try ResidualRows(aligned) : nil
        (self.models, self.bars, self.fits, self.notes) = (models, bars, fits, notes)
        usesCommonDraws = Model.usesCommonDraws
    }

    /// Refuses what has no log returns.
    private static func check(_ series: BarSeries) throws(HistoryError) {
        let symbol = series.instrument.symbol
        guard series.count > HistoryGenerator.fewestBars else {
            throw .tooFewBars(symbol: symbol, found: series.count, needed: HistoryGenerator.fewestBars + 1)
        }
        if let bar = series.close.indices.first(where: { !(min(series.open[$0], series.low[$0], series.close[$0]) > 0) }
        ) {
            throw .notPositive(
                symbol: symbol, price: series.low[bar], at: Timestamp(nanoseconds: series.end[bar]))
        }
    }

    /// The mean time from bar to bar, pauses included: a year has 365.25 days.
    private static func yearsPerBar(_ series: BarSeries) -> Double {
        let span = Double(series.end[series.count - 1] - series.end[0])
        return span / Double(series.count - 1) / (365.25 * Double(Timestamp.day))
    }

    /// A history.
    func history(_ number: Int, seed: UInt64) -> Panel {
        let (count, height) = (models.count, rows.count)
        let base = UInt64(number) << 24
        func stream(_ name: String, _ instrument: Int) -> RandomStream {
            RandomStream(seed: seed, name: name, index: base | UInt64(instrument))
        }
        // One instrument alone takes its draws as they are.
        let isPlain = drawn != nil || count == 1
        let common = commonDraws(seed: seed, number: number)
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: height * (isPlain ? 1 : count + 1)) { memory in
            func column(_ place: Int) -> UnsafeMutableBufferPointer<Double> {
                UnsafeMutableBufferPointer(rebasing: memory[(place * height)..<((place + 1) * height)])
            }
            func draw(_ instrument: Int, into target: UnsafeMutableBufferPointer<Double>) {
                if let drawn {
                    // The same rows for all.
                    var rows = RandomStream(seed: seed, name: "histories.rows", index: UInt64(number))
                    drawn.fill(target, of: instrument, from: &rows)
                } else {
                    var normals = stream("histories.innovations", instrument)
                    NormalDraws.shared.fill(target, from: &normals)
                }
            }
            if !isPlain { for instrument in 0..<count { draw(instrument, into: column(instrument)) } }
            return Panel(
                (0..<count).map { instrument in
                    let row = column(isPlain ? 0 : count)
                    if isPlain {
                        draw(instrument, into: row)
                    } else {
                        correlation.correlated(
                            UnsafeBufferPointer(memory), instrument: instrument, rows: height, into: row)
                    }
                    var own = stream("histories.model", instrument)
                    var inner = stream("histories.bars", instrument)
                    return history(of: instrument, row, common, &own, &inner)
                })
        }
    }

    /// The draws that all instruments share; empty where none is needed.
    private func commonDraws(seed: UInt64, number: Int) -> [Double] {
        guard usesCommonDraws else { return [] }
        var stream = RandomStream(seed: seed, name: "histories.common", index: UInt64(number))
        return (0..<rows.count).map { _ in stream.uniform() }
    }

    private func history(
        of instrument: Int, _ row: UnsafeMutableBufferPointer<Double>, _ common: [Double], _ own: inout RandomStream,
        _ inner: inout RandomStream
    ) -> BarSeries {
        let bars = bars[instrument]
        let length = bars.series.count - 1
        let isShared = !common.isEmpty
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: (isShared ? 2 : 1) * length) { memory in
            // Rows become returns in place: none is read after it has been written.
            let returns = UnsafeMutableBufferPointer(rebasing: row[..<length])
            rows.gather(UnsafeBufferPointer(row), of: instrument, into: returns)
            let variances = UnsafeMutableBufferPointer(rebasing: memory[..<length])
            let shared = UnsafeMutableBufferPointer(rebasing: memory[length...])
            if isShared { common.withUnsafeBufferPointer { rows.gather($0, of: instrument, into: shared) } }
            models[instrument].fill(
                ReturnPath(returns: returns, variances: variances), own: &own,
                common: UnsafeBufferPointer(shared))
            return bars.history(UnsafeBufferPointer(returns), UnsafeBufferPointer(variances), from: &inner)
        }
    }
}

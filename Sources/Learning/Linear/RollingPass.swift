internal import LinearAlgebra

/// One run of a regression that is refitted at every row: eight stretches of rows at once, a lane each.
struct RollingPass: ~Copyable {
    private let model: RollingRegression
    private let source: RegressionSource
    private let samples: Int
    private var lanes: RegressionLanes
    private var sums: RegressionSums
    /// The window's end of each lane, and where its rows begin in memory.
    private var ends = [Int](repeating: 0, count: 8)
    private let offsets = UnsafeMutablePointer<Int>.allocate(capacity: 8)

    init(_ model: RollingRegression, _ source: RegressionSource, samples: Int) {
        self.model = model
        self.source = source
        self.samples = samples
        lanes = RegressionLanes(features: source.count, penalty: model.penalty)
        sums = RegressionSums(columns: source.count + 1)
    }

    deinit { offsets.deallocate() }

    mutating func run(into fit: inout RollingFit) {
        let segment = model.segment
        let lastEnd = samples - model.delay
        if model.span == .expanding { sums.restart(source, 0..<model.window) }
        for start in stride(from: model.window, through: lastEnd, by: 8 * segment) {
            for lane in 0..<8 {
                ends[lane] = start + lane * segment
                guard ends[lane] <= lastEnd else { continue }
                if model.span == .rolling { sums.restart(source, ends[lane] - model.window..<ends[lane]) }
                lanes.set(lane, sums)
                if model.span == .expanding {
                    sums.add(source, ends[lane]..<min(ends[lane] + segment, samples))
                }
            }
            for _ in 0..<min(segment, lastEnd - start + 1) { step(lastEnd, &fit) }
        }
    }

    /// Solves the windows in force, writes what they say, and moves each by a row.
    @inline(__always)
    private mutating func step(_ lastEnd: Int, _ fit: inout RollingFit) {
        let rolling = model.span == .rolling
        var reciprocal = RegressionLanes.Lanes(repeating: 1 / Double(model.window))
        if !rolling { for lane in 0..<8 { reciprocal[lane] = 1 / Double(ends[lane]) } }
        let drifted = lanes.solve(reciprocal: reciprocal)
        if rolling, any(drifted), renew(drifted, lastEnd, &fit) { _ = lanes.solve(reciprocal: reciprocal) }
        load(lanes.entering, behind: -model.delay)
        let values = lanes.value(at: lanes.entering)
        let deficient = any(lanes.leftOut .> 0)
        for lane in 0..<8 where ends[lane] <= lastEnd {
            let row = ends[lane] + model.delay
            if row < samples { fit.predictions[row] = values[lane] }
            if deficient, lanes.leftOut[lane] > 0 { fit.leftOut += 1 }
        }
        if fit.coefficients.rows > 0 { keep(lastEnd, &fit) }
        for lane in 0..<8 where ends[lane] == lastEnd {
            let intercept = lanes.intercept()[lane]
            fit.last = LinearFunction(
                intercept: intercept, coefficients: (0..<source.count).map { lanes.coefficients[$0][lane] })
        }
        if model.delay > 0 { load(lanes.entering, behind: 0) }
        if rolling { load(lanes.leaving, behind: model.window) }
        lanes.slide(dropping: rolling)
        for lane in 0..<8 { ends[lane] += 1 }
    }

    /// The rows that stand so far behind the windows' ends, shifted; for lanes past the end any row will do.
    @inline(__always)
    private func load(_ target: UnsafeMutablePointer<RegressionLanes.Lanes>, behind: Int) {
        for column in 0...source.count {
            let (address, step) = source.column(column)
            for lane in 0..<8 { offsets[lane] = min(max(0, ends[lane] - behind), samples - 1) * step }
            let values = RegressionLanes.Lanes(
                address[offsets[0]], address[offsets[1]], address[offsets[2]], address[offsets[3]],
                address[offsets[4]], address[offsets[5]], address[offsets[6]], address[offsets[7]])
            target[column] = values - lanes.shift[column]
        }
    }

    /// Makes the sums of drifted lanes anew; false where only lanes past the end have drifted.
    private mutating func renew(
        _ drifted: SIMDMask<SIMD8<Int64>>, _ lastEnd: Int, _ fit: inout RollingFit
    ) -> Bool {
        var renewed = false
        for lane in 0..<8 where drifted[lane] && ends[lane] <= lastEnd {
            sums.restart(source, ends[lane] - model.window..<ends[lane])
            lanes.set(lane, sums)
            fit.restarts += 1
            renewed = true
        }
        return renewed
    }

    private func keep(_ lastEnd: Int, _ fit: inout RollingFit) {
        let intercept = lanes.intercept()
        for lane in 0..<8 where ends[lane] <= lastEnd {
            let row = ends[lane] + model.delay
            fit.coefficients[row, 0] = intercept[lane]
            for index in 0..<source.count { fit.coefficients[row, index + 1] = lanes.coefficients[index][lane] }
        }
    }
}

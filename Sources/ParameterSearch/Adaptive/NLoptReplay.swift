internal import CNLopt

/// One run of a method of NLopt up to the points whose values are not known yet.
///
/// NLopt calls for values and cannot be left and entered again. Its methods are functions of the seed and the values,
/// though, so that a run is begun anew, answered with what is known, and stopped at what is not.
///
/// To find more than one point to try at once, the first unknown point is answered as if it were the worst known one, and
/// the run goes on. Of a population or a division of rectangles the next points are then those that come anyway; of others
/// they may be tried for nothing, but never change what the method does.
final class NLoptReplay {
    /// The value of a point that failed or that a constraint forbids, as minimised: worse than any other, yet finite, as the
    /// methods need it.
    static let penalty = 1e30
    /// The most calls beyond the replayed ones: a run that finds nothing new in so many has come to its end.
    static let mostCalls = 4_000

    private let space: SearchSpace
    private let known: [SearchPoint: Double]
    private let wanted: Int
    private let guess: Double
    private var calls = 0
    private var isStopped = false
    private var run: nlopt_opt?
    /// The values of the run's calls as far as they are known, in order.
    private(set) var answers: [Double]
    /// Points to try.
    private(set) var unknown: [SearchPoint] = []
    private var guessed: Set<SearchPoint> = []

    /// - Parameters:
    ///   - known: The minimised values of the points tried.
    ///   - answers: What the same run was answered before.
    ///   - wanted: How many points to find.
    init(_ space: SearchSpace, known: [SearchPoint: Double], answers: [Double], wanted: Int) {
        self.space = space
        self.known = known
        self.answers = answers
        self.wanted = wanted
        guess = known.values.filter { $0 < NLoptReplay.penalty }.max() ?? 0
    }

    /// Runs a method until the points are found or it ends by itself.
    func go(_ method: NLoptMethod, seed: UInt64) {
        let axes = space.axes.count
        guard let run = nlopt_create(method.algorithm, UInt32(axes)) else { return }
        defer { nlopt_destroy(run) }
        self.run = run
        nlopt_set_lower_bounds1(run, 0)
        nlopt_set_upper_bounds1(run, 1)
        nlopt_set_maxeval(run, Int32(clamping: answers.count + NLoptReplay.mostCalls))
        if method == .multiStart {
            guard let local = nlopt_create(NLOPT_LN_NELDERMEAD, UInt32(axes)) else { return }
            // A thousandth of each axis.
            nlopt_set_xtol_abs1(local, 1e-3)
            nlopt_set_local_optimizer(run, local)
            nlopt_destroy(local)
        }
        nlopt_set_min_objective(
            run,
            { count, shares, _, replay in
                guard let replay, let shares else { return NLoptReplay.penalty }
                return Unmanaged<NLoptReplay>.fromOpaque(replay).takeUnretainedValue()
                    .value(at: UnsafeBufferPointer(start: shares, count: Int(count)))
            }, Unmanaged.passUnretained(self).toOpaque())
        // The generator of NLopt is a thread's own, and a run never leaves its thread.
        nlopt_srand(UInt(seed))
        var shares = [Double](repeating: 0.5, count: axes)
        var best = 0.0
        withExtendedLifetime(self) { _ = nlopt_optimize(run, &shares, &best) }
        self.run = nil
    }

    private func value(at shares: UnsafeBufferPointer<Double>) -> Double {
        if isStopped { return guess }
        calls += 1
        if calls <= answers.count { return answers[calls - 1] }
        // A method whose arithmetic breaks down asks at the middle.
        let point = SearchPoint(zip(space.axes, shares).map { $0.value(atShare: $1.isFinite ? $1 : 0.5) })
        if let answer = known[point] ?? (space.isMet(point) ? nil : NLoptReplay.penalty) {
            if unknown.isEmpty { answers.append(answer) }
            return answer
        }
        if guessed.insert(point).inserted { unknown.append(point) }
        if unknown.count == wanted {
            isStopped = true
            nlopt_force_stop(run)
        }
        return guess
    }
}

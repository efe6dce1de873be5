import ParameterSearch

/// Plans a million points and proposes by each adaptive method; prints points a second.
///
/// The grid is 1,000 × 1,000 pairs under `fast < slow`; the other plans have a million points of three axes, with the reading
/// of every point. The adaptive methods propose 1,000 points over five axes in rounds of eight, with a value that costs
/// nothing.
func benchmarkParameterSearch(repetitions: Int = 3) {
    do throws(SearchError) {
        let pairs = try space("fast=1:1000", "slow=1:1000", where: "fast < slow")
        let mixed = try space("fast=1:1000", "stop=0.01:10:log", "side=long,short,both", where: "fast > 2 * stop")
        let five = try space("a=0.0:1", "b=0.0:1", "c=0.0:1", "d=0.0:1", "e=1:100")
        measure("grid of 1,000,000 pairs filtered", 1_000_000, repetitions) { () throws(SearchError) in
            try GridPlan(pairs).count
        }
        measure("the 499,500 pairs read", 499_500, repetitions) { () throws(SearchError) in read(try GridPlan(pairs)) }
        measure("random, 1,000,000 points", 1_000_000, repetitions) { () throws(SearchError) in
            read(try RandomPlan(mixed, count: 1_000_000, seed: 1))
        }
        measure("Sobol, 1,000,000 points", 1_000_000, repetitions) { () throws(SearchError) in
            read(try SobolPlan(mixed, count: 1_000_000))
        }
        measure("Latin hypercube, 1,000,000 points", 1_000_000, repetitions) { () throws(SearchError) in
            read(try LatinHypercubePlan(mixed, count: 1_000_000, seed: 1))
        }
        measure("Parzen estimator, 1,000 points", 1_000, repetitions) { () throws(SearchError) in
            propose(try ParzenSearch(five, seed: 1))
        }
        for method in NLoptMethod.allCases {
            measure("NLopt, \(method.rawValue), 1,000 points", 1_000, repetitions) { () throws(SearchError) in
                propose(try NLoptSearch(five, method: method, seed: 1))
            }
        }
    } catch {
        print("parameter search failed: \(error)")
    }
}

private func space(_ axes: String..., where constraints: String...) throws(SearchError) -> SearchSpace {
    var read: [SearchAxis] = []
    for text in axes { read.append(try SearchAxis(text: text)) }
    return try SearchSpace(axes: read, constraints: constraints)
}

private func read(_ plan: some SearchPlan) -> Int {
    var values = 0
    for trial in 0..<plan.count { values += plan.point(at: trial).values.count }
    return values
}

private func propose(_ search: some AdaptiveSearch) -> Int {
    var search = search
    var count = 0
    while count < 1_000 {
        let round = search.propose()
        if round.isEmpty { break }
        count += round.count
        search.observe(
            round.map { proposal -> Double? in
                var loss = 0.0
                for value in proposal.point.values {
                    let distance = (value.number ?? 0) - 0.3
                    loss += distance * distance
                }
                return -loss
            })
    }
    return count
}

private func measure(_ name: String, _ points: Int, _ repetitions: Int, _ body: () throws(SearchError) -> Int) {
    var best = Double.infinity
    var result = 0
    for _ in 0..<repetitions {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(SearchError) { result = try body() } catch { return print("\(name): \(error)") }
        best = min(best, Stopwatch.seconds(clock.now - start))
    }
    print("parameter search, \(name): \(Stopwatch.rate(Double(points) / best)) points/s (\(result))")
}

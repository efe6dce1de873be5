extension SimulatedObjective {
    /// Derivatives of the moments by the places on the axes, by moment, then parameter.
    ///
    /// Central differences; at a face of the cube the step within it. Where one end is no market the difference is one-sided,
    /// and where both are none it is 0.
    ///
    /// - Returns: `nil` where it was stopped.
    func jacobian(
        at best: Point, step: Double, progress: (_ whole: Int) -> Void = { _ in }
    ) -> [[Double]]? {
        let points = best.places.indices.flatMap { axis in
            [-step, step].map { move in
                var places = best.places
                places[axis] = min(1, max(0, places[axis] + move))
                return places
            }
        }
        guard let found = evaluate(points, progress: progress) else { return nil }
        return moments.indices.map { moment in
            best.places.indices.map { axis in
                let ends = [found[2 * axis], best, found[2 * axis + 1]].filter { $0.distance.isFinite }
                guard let low = ends.first, let high = ends.last, high.places[axis] > low.places[axis] else { return 0 }
                return (high.moments[moment] - low.moments[moment]) / (high.places[axis] - low.places[axis])
            }
        }
    }

    /// Profiles through the best point, and slices over pairs of parameters.
    ///
    /// - Returns: The surface and how many points it took; `nil` where it was stopped.
    func surface(
        at best: Point, _ options: CalibrationOptions, _ pairs: [(Int, Int)],
        progress: (_ whole: Int) -> Void = { _ in }
    ) -> (LossSurface, points: Int)? {
        let along = SimulatedObjective.grid(options.profilePoints)
        let side = SimulatedObjective.grid(options.slicePoints)
        var points: [[Double]] = []
        func add(_ moves: [(axis: Int, place: Double)]) {
            var places = best.places
            for move in moves { places[move.axis] = move.place }
            points.append(places)
        }
        for axis in parameters.indices {
            for place in along { add([(axis, place)]) }
        }
        for (first, second) in pairs {
            for place in side {
                for other in side { add([(first, place), (second, other)]) }
            }
        }
        guard let found = evaluate(points, progress: progress)?.map(\.distance) else { return nil }
        let profiles = parameters.enumerated().map { axis, parameter in
            LossSurface.Profile(
                path: parameter.path, values: along.map { parameter.value(at: $0) },
                distances: Array(found[(axis * along.count)..<((axis + 1) * along.count)]))
        }
        let base = parameters.count * along.count
        let slices = pairs.enumerated().map { place, pair in
            let (first, second) = (parameters[pair.0], parameters[pair.1])
            let start = base + place * side.count * side.count
            return LossSurface.Slice(
                first: first.path, second: second.path, firstValues: side.map { first.value(at: $0) },
                secondValues: side.map { second.value(at: $0) },
                distances: side.indices.map { row in
                    Array(found[(start + row * side.count)..<(start + (row + 1) * side.count)])
                })
        }
        let surface = LossSurface(
            profiles: along.isEmpty ? [] : profiles, slices: side.isEmpty ? [] : slices)
        return (surface, points.count)
    }

    /// Evenly spaced places from one end of an axis to the other; the middle for one.
    private static func grid(_ count: Int) -> [Double] {
        (0..<count).map { count == 1 ? 0.5 : Double($0) / Double(count - 1) }
    }
}

import Statistics
import TestSupport
import Testing

@Suite struct PlateauScoreTests {
    /// A grid of 5 × 5 whose values are unevenly spaced, and an objective on it.
    private func grid(_ objective: (Int, Int) -> Double) -> (points: [[Double]], objectives: [Double]) {
        let values = [5.0, 10, 20, 50, 200]
        var (points, objectives) = ([[Double]](), [Double]())
        for one in 0..<5 {
            for other in 0..<5 {
                points.append([values[one], values[other]])
                objectives.append(objective(one, other))
            }
        }
        return (points, objectives)
    }

    @Test func aPeakScoresNoughtAndAPlateauOne() throws {
        let peak = grid { $0 == 2 && $1 == 2 ? 3 : 1 }
        let alone = try PlateauScore(points: peak.points, objectives: peak.objectives, chosen: 12)
        #expect(alone.score == 0 && alone.neighbours.count == 8 && alone.median == 1 && alone.worst == 1)
        let plateau = grid { abs($0 - 2) <= 1 && abs($1 - 2) <= 1 ? 3 : 1 }
        let among = try PlateauScore(points: plateau.points, objectives: plateau.objectives, chosen: 12)
        #expect(among.score == 1 && among.cautiousScore == 1 && among.objective == 3 && among.overallMedian == 1)
    }

    @Test func cornersHaveFewerNeighboursAndFailedOnesAreCounted() throws {
        let shape = grid { Double($0 + $1) }
        var objectives = shape.objectives
        objectives[19] = .nan
        let corner = try PlateauScore(points: shape.points, objectives: objectives, chosen: 24)
        #expect(corner.neighbours == [18, 19, 23])
        #expect(corner.failed == 1)
        // Neighbours 6 and 7, all trials' median of the 24 others 4, the corner 8.
        #expect(corner.mean == 6.5 && corner.median == 6.5 && corner.worst == 6)
        #expect(agree(corner.score ?? .nan, (6.5 - corner.overallMedian) / (8 - corner.overallMedian)))
        let wide = try PlateauScore(points: shape.points, objectives: objectives, chosen: 24, neighbourhood: .steps(2))
        #expect(wide.neighbours.count == 8)
    }

    @Test func theScoreDoesNotChangeWithUnitsOrTheWayThatIsGood() throws {
        let shape = grid { 10 - Double(($0 - 1) * ($0 - 1) + ($1 - 3) * ($1 - 3)) }
        let plain = try PlateauScore(points: shape.points, objectives: shape.objectives, chosen: 8)
        let other = try PlateauScore(
            points: shape.points, objectives: shape.objectives.map { 7 - 4 * $0 }, chosen: 8, higherIsBetter: false)
        #expect(agree(plain.score ?? .nan, other.score ?? .nan))
        #expect(agree(plain.cautiousScore ?? .nan, other.cautiousScore ?? .nan))
        #expect(other.worst == 7 - 4 * (plain.worst ?? .nan))
        #expect((plain.cautiousScore ?? .nan) <= (plain.score ?? .nan))
    }

    @Test func pointsOnNoGridHaveTheirNearest() throws {
        let points: [[Double]] = [[0, 0], [1, 100], [0.1, 0], [0, 30], [0.9, 90], [0, 0]]
        let score = try PlateauScore(
            points: points, objectives: [5, 0, 4, 3, 0, 5], chosen: 0, neighbourhood: .nearest(2))
        #expect(score.neighbours == [2, 3])
        #expect(score.mean == 3.5)
    }

    @Test func whereThereIsNothingToScoreThereIsNoScore() throws {
        let shape = grid { _, _ in 1 }
        #expect(try PlateauScore(points: shape.points, objectives: shape.objectives, chosen: 12).score == nil)
        let single = try PlateauScore(points: [[1]], objectives: [2], chosen: 0)
        #expect(single.score == nil && single.median == nil && single.neighbours.isEmpty)
        #expect(throws: JudgementError.self) { try PlateauScore(points: [[1]], objectives: [.nan], chosen: 0) }
        #expect(throws: JudgementError.self) { try PlateauScore(points: [[1]], objectives: [1, 2], chosen: 0) }
        #expect(throws: JudgementError.self) {
            try PlateauScore(points: [[1], [.nan]], objectives: [1, 2], chosen: 0)
        }
        #expect(throws: JudgementError.self) {
            try PlateauScore(points: [[1], [1, 2]], objectives: [1, 2], chosen: 0)
        }
        #expect(throws: JudgementError.self) {
            try PlateauScore(points: [[1]], objectives: [1], chosen: 0, neighbourhood: .steps(0))
        }
    }
}

import Statistics
import Testing

@Suite struct MomentsTests {
    @Test func fourValuesHaveTheMomentsOfPaperAndPencil() {
        let moments = Moments([1, 2, 3, 6])
        #expect(moments.mean == 3)
        #expect(moments.sumOfSquares == 14)
        #expect(moments.variance(ddof: 1) == 14.0 / 3)
        #expect(moments.sumOfCubes == -8 - 1 + 0 + 27)
        #expect(moments.kurtosisRaw.map { abs($0 - (16 + 1 + 81) / 4.0 / (3.5 * 3.5)) < 1e-12 } == true)
    }
}

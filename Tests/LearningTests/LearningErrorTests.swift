import Learning
import LinearAlgebra
import Testing

@Suite struct LearningErrorTests {
    @Test func errorsNameWhatWasFoundAndTheRemedy() {
        #expect(
            LearningError.tooFewSamples(found: 3, needed: 9, purpose: "a regression of 8 features").description
                == "3 samples are too few for a regression of 8 features: it needs 9; take more data, or shorter windows "
                + "and horizons")
        #expect(
            LearningError.algebra(.singular(column: 2)).description
                == "the matrix is singular: column 2 depends on those before it; leave it out, or penalise (ridge)")
    }
}

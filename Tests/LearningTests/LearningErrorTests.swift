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
            LearningError.emptyFold(fold: 2, purged: 40, embargoed: 3).description
                == "fold 2 has no training samples: the purge took 40 and the embargo 3 of them; take fewer folds, a "
                + "longer training period, or shorter horizons and embargo")
        #expect(
            LearningError.nothingBeforeValidation(held: 5, purged: 7).description
                == "nothing is left to learn from: the purge took all 7 samples before the validation part of 5, as their "
                + "labels reach into it; take a smaller validation part, a longer training period, or shorter horizons")
        #expect(
            LearningError.algebra(.singular(column: 2)).description
                == "the matrix is singular: column 2 depends on those before it; leave it out, or penalise (ridge)")
    }
}

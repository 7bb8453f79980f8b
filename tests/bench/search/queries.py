"""What the engines are asked."""

#: Beside the judged queries: mistyped, without accents, a phrase, a place, an elision, five of each and five long ones.
OWN = (
    "épiserie du village",
    "mobilitée solidaire",
    "renovaton du bourg",
    "pannaux solaires",
    "assocation d'habitants",
    "ecole a velo",
    "foret communale",
    "energie citoyenne",
    "sante en milieu rural",
    "marche de producteurs",
    "« budget participatif »",
    "« maison de santé »",
    "« transport à la demande »",
    "« jardin partagé »",
    "« zéro déchet »",
    "Lozère",
    "Clermont-Ferrand",
    "Ille-et-Vilaine alimentation",
    "Cévennes eau",
    "Saint-Étienne logement",
    "l'accueil des nouveaux habitants",
    "qu'attendent les jeunes d'une commune",
    "l'eau d'été",
    "d'aujourd'hui à demain",
    "aide à l'installation d'agriculteurs",
    "comment ouvrir un café associatif quand le dernier commerce a fermé",
    "faire garder les enfants là où il n'y a plus de crèche",
    "associer les lycéens à la vie du conseil municipal",
    "réutiliser une ancienne école comme lieu de travail",
    "partager une voiture électrique entre plusieurs communes",
)

#: What nobody means, and what people who attack type.
ADVERSARIAL = (
    "*",
    "*a*",
    "a*",
    "de la le les et un une",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "communes " * 33,
    " ".join(f"commune{number}" for number in range(33)),
    "x" * 300,
    "é" * 300,
    "(" * 50 + "eau" + ")" * 50,
    "eau\x00énergie",
    '"' * 99,
    "\\" * 99,
    "« eau » « énergie » " * 12,
    '"de la" "de la commune" "et de la"',
    "-eau -commune -de",
    "title:eau OR kind:entry",
    "eau~2 [a TO z] eau^99",
    "réalisationnement " * 16,
    "'" * 300,
)

#: What is half typed.
HALF_TYPED = ("a", "c", "re", "mo", "eau", "tra", "énerg", "mairie de", "saint", "transport à la de")

#: A word that most documents hold.
COMMON = "commune"

// Words that could hurt a reader of this app; none is offered in a passphrase.

const english = `
	abandon abuse accuse addict affair afraid alarm alcohol anger angry anxiety argue armor army arrest arrow
	assault attack awful baby battle betray bitter blade blame blast bleak blood bomb broken bullet bullying
	bunker burden cannon casino chaos cheat chronic cliff coffin crash crazy crime criminal critic cruel crush cry
	damage danger death denial deny despair destroy die dirt disease dismiss disorder divorce dizzy drastic drink
	drug drunk dumb enemy error erupt escape evil exclude execute exhaust exile expose fade fail faint false fat
	fatal fatigue fault fear fever fight force fragile frown fury garbage ghost gloom grief guilt gun harsh hate
	hidden hunt hurt husband ignore ill illegal illness inflict injury inmate insane isolate jealous judge junk
	kick kidnap kill kiss knife lawsuit liar lie lonely love mad marriage mask misery miss mistake monitor monster
	murder naked nasty neglect obey obsess opium oppose orphan panic penalty pill pistol poison police poverty
	prison problem punch punish quit razor rebel refuse regret reject retreat rifle riot risk rival rude sad
	sadness scare scorpion secret shame shiver shock shoot shove sick skull slam slap slave slender snake sorry
	spike split spoil spy steal sting struggle stumble stupid suffer suspect swear sword theft thief threat
	tobacco torture toxic tragic trap trash trial trick trouble trust truth ugly uncover unfair unhappy upset
	useless vanish vicious victim violate violent virus war warfare wasp waste weapon wedding weird whip wife
	worry wreck wrestle wrist wrong
`;

const spanish = `
	aborto abuso accidente acné acoso acusar adicto agonía ahogo aislar alacrán alarma alcohol amante amargo
	amenaza amor apuro arder arma asalto asesino ataque ataúd avaro azote bala basura batalla bebé besar beso
	bestia bobo boda bomba bruja brusco bruto burla cadáver cadena caer caída caos caspa castigo cáncer cárcel
	celda celos celoso cerveza chacal choque ciego combate copa cráneo crimen crisis crudo cruel cuchillo cuerno
	culebra culpa dañar daño delito demonio derrota desnudo deuda débil diablo divorcio dolor droga duda duelo
	dureza ebrio enemigo enfado enfermo engaño error esclavo espada espía esposa esposo excusa exilio falso farsa
	fatal fatiga feo feroz fiebre fiera flaco fobia forzar fosa fracaso fraude fuga furia fusil gemir golpe gordo
	grave gripe grito guerra herida herir hielo homicidio horror hostil huida huir humillar hundir hurto ilegal
	incapaz incesto inerte infarto infiel infierno inútil ira jaula joroba juez juicio lacra ladrón lágrima
	lástima látigo lesión letal licor llaga llanto llorar loco locura lucha mafia maldad malo marido matar máscara
	mentira miedo miseria misil monstruo morir muerte mugre multa navaja náusea necio negar novio obeso odiar odio
	ofensa olvido oscuro pánico pecado pelea peligro pena peor perder pereza pésimo piojo pistola plaga pleito
	pobre policía presa preso prisión privar puñal puño queja quemar rabia rapaz rapto rechazo rehén rencor riesgo
	rígido robo ron ronco rugir ruina ruptura sanción sangre satán sátira secreto secta severo sexo soga soldado
	soledad solo sordo suegra sufrir suicidio susto tabaco tajo temblor temor terror testigo tirón tonto tormenta
	torpedo tortura tóxico traición trampa trauma trágico triste tristeza tumba tumor urgente úlcera vacío vampiro
	vejez veneno vengar verdugo vicio vil vino violar violencia viuda viudo víctima vodka vulgar
`;

/** In NFC. */
export const leftOut: { readonly [language in "en" | "es"]: ReadonlySet<string> } = {
	en: setOf(english),
	es: setOf(spanish),
};

function setOf(words: string): ReadonlySet<string> {
	return new Set(words.normalize("NFC").trim().split(/\s+/));
}
